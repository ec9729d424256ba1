import ClusterSources
import Foundation

/// The user's lasting choices, from `config.yaml`.
struct ConfigurationFile: Decodable {
  /// The theme's name or file.
  var theme: String?
  /// Whether to listen to the mouse.
  var mouse: Bool?

  /// The directory of Gatehouse's own files, by the rules of the desktop.
  static var directory: String {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (home ?? (environment["HOME"] ?? "") + "/.config") + "/gatehouse"
  }

  /// Reads the file; one that does not exist, or says nothing that is understood, sets nothing.
  static func read() -> ConfigurationFile {
    guard let text = FileManager.default.contents(atPath: directory + "/config.yaml"),
      let document = YAMLDocuments.read(text, source: "config.yaml").documents.first,
      let file = try? JSONDecoder().decode(ConfigurationFile.self, from: document.json)
    else { return ConfigurationFile() }
    return file
  }
}
