import ClusterSources

/// Whether a recording is made or played, by the options.
enum RecordingChoice {
  /// The options, with the recording that `-f` names as what is played.
  ///
  /// - Throws: `CommandError` when they ask for things that do not go together.
  static func options(_ given: Options) throws(CommandError) -> Options {
    var options = given
    let files = options.source.filenames
    if options.source.replay != nil {
      guard files.isEmpty, !options.source.demo else {
        throw .usage("--replay is a source of its own; leave out -f and --demo")
      }
    } else if files.count == 1, files[0] != "-", Recording.isRecording(path: files[0]) {
      options.source.replay = files[0]
    }
    if options.source.replay != nil {
      guard options.traffic.prometheus == nil, options.traffic.metrics.isEmpty else {
        throw .usage("a recording has its own traffic; leave out --prometheus and --metrics")
      }
      guard options.dashboard.record == nil else {
        throw .usage("--record keeps what a cluster says, and a recording is kept already")
      }
    }
    guard options.dashboard.record == nil || options.source.isCluster else {
      throw .usage("--record keeps what a cluster says; leave out -f and --demo")
    }
    guard options.dashboard.record == nil || options.dashboard.script == nil else {
      throw .usage("--script reads once; there is nothing for --record to keep")
    }
    return options
  }

  /// The file that `--record` begins; nil without it.
  ///
  /// - Throws: `CommandError` when it cannot be written.
  static func file(_ options: Options) throws(CommandError) -> RecordingFile? {
    guard let path = options.dashboard.record else { return nil }
    do throws(RecordingFile.Failure) {
      return try RecordingFile(path: path)
    } catch {
      throw CommandError(message: error.description, exitCode: .noOutput)
    }
  }
}
