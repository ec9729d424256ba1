import Foundation
import KubernetesSnapshot

/// The ConfigMap in which a Linkerd installation keeps its values.
enum LinkerdConfig {
  /// Its name, in the control plane's namespace.
  static let name = "linkerd-config"

  /// The ConfigMap with the values that its YAML text holds.
  ///
  /// - Returns: The ConfigMap, and what is wrong with the text, if anything is.
  static func reading(_ configMap: ConfigMap) -> (configMap: ConfigMap, problem: String?) {
    guard let text = configMap.data["values"] else { return (configMap, nil) }
    var result = configMap
    let (documents, problems) = YAMLDocuments.read(Data(text.utf8), source: "")
    guard let document = documents.first else {
      let problem = problems.first.map { problem in
        "line \(problem.position?.line ?? 1) of the values: \(problem.message)"
      }
      return (configMap, problem ?? "expected YAML, found nothing")
    }
    do {
      result.values = try JSONDecoder().decode(LinkerdConfigValues.self, from: document.json)
      return (result, nil)
    } catch {
      return (configMap, FieldProblem(error).description)
    }
  }
}
