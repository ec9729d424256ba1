import Foundation
import NcursesTerminal

extension Command {
  /// The dashboard, which opens when no command is named.
  static let dashboard = Command(
    name: "", summary: "Who may talk to whom in a Linkerd mesh, and why.",
    words: "[COMMAND] [OPTIONS]",
    details: "Without a command, the dashboard opens.",
    groups: [.source, .trafficSource, .recording, .dashboard, .names, .mesh, .general]
  ) { given, output in
    if let word = given.words.first {
      throw CommandError.usage("the dashboard takes no words, found \"\(word)\"")
    }
    let options = try RecordingChoice.options(given)
    let (theme, warnings) = try ThemeFiles.theme(options)
    let traffic = try TrafficSight.place(options)
    if let keys = options.dashboard.script {
      let (frame, isComplete) = try DashboardScript(options, traffic: traffic, keys: keys).run()
      output.print(frame.text)
      return isComplete ? .yes : .badInput
    }
    let recording = try RecordingChoice.file(options)
    do {
      var loop = DashboardLoop(
        options, traffic: traffic, recording: recording, theme: theme, themeWarnings: warnings)
      let signal = try loop.run()
      // As if the signal had ended the program by itself, so that a shell sees what happened.
      if let signal { exit(128 + signal) }
      return .yes
    } catch let error as TerminalError {
      throw CommandError(message: error.description, exitCode: .noOutput)
    }
  }
}
