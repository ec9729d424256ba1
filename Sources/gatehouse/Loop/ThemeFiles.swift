import ClusterSources
import Foundation
import TerminalUI

/// Themes by name: the user's own, those installed beside the program, and those built in.
enum ThemeFiles {
  /// The theme that the options, the environment or the configuration file name.
  ///
  /// - Parameter options: What the command line asks for.
  /// - Returns: The theme, and what is wrong with its file.
  /// - Throws: `CommandError` when a theme was named that does not exist.
  static func theme(
    _ options: Options
  ) throws(CommandError) -> (theme: Theme, warnings: [String]) {
    let named = options.dashboard.theme ?? ProcessInfo.processInfo.environment["GATEHOUSE_THEME"]
    let name = named ?? ConfigurationFile.read().theme ?? "dark"
    guard let document = document(name) else {
      let known = names.joined(separator: ", ")
      guard options.dashboard.theme == nil else {
        throw .usage("--theme: there is no theme \"\(name)\"; known are \(known)")
      }
      return (.fallback, ["there is no theme \"\(name)\"; known are \(known)"])
    }
    return Theme.read(document, named: Self.document)
  }

  private static var builtIn: [String: [UInt8]] {
    [
      "dark": PackageResources.dark_yaml, "light": PackageResources.light_yaml,
      "high-contrast": PackageResources.high_contrast_yaml, "mono": PackageResources.mono_yaml,
    ]
  }

  private static var names: [String] {
    let files = directories.flatMap {
      (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? []
    }
    let stems = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    return Set(stems).union(builtIn.keys).sorted()
  }

  /// Where themes are looked for by name, the user's own first.
  private static var directories: [String] {
    var directories = [ConfigurationFile.directory + "/themes"]
    if let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      let parent = URL(fileURLWithPath: program).deletingLastPathComponent()
      directories.append(
        parent.appendingPathComponent("../share/gatehouse/themes").standardizedFileURL.path)
    }
    return directories
  }

  private static func document(_ name: String) -> ThemeDocument? {
    let paths =
      name.contains("/") || name.hasSuffix(".yaml")
      ? [name] : directories.map { "\($0)/\(name).yaml" }
    for path in paths {
      if let data = FileManager.default.contents(atPath: path) { return decode(data, path) }
    }
    return builtIn[name].flatMap { decode(Data($0), name) }
  }

  private static func decode(_ text: Data, _ source: String) -> ThemeDocument? {
    YAMLDocuments.read(text, source: source).documents.first.flatMap {
      try? JSONDecoder().decode(ThemeDocument.self, from: $0.json)
    }
  }
}
