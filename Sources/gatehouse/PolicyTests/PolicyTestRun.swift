import ClusterSources
import Foundation
import KubernetesSnapshot
import LinkerdPolicy

/// The tests of some files, answered.
struct PolicyTestRun {
  /// The answers, in the order of the files.
  private(set) var results: [PolicyTestResult] = []
  /// What could not be read or asked, and so was not run.
  private(set) var problems: [PolicyTestProblem] = []
  /// What was read, but may not mean what its author thinks.
  private(set) var warnings: [SourceProblem] = []

  private let policy: ResolvedPolicy
  private let options: Options
  private var clusters: [MeshConfiguration: PolicyTestCluster] = [:]

  /// Tests against a cluster.
  ///
  /// - Parameters:
  ///   - policy: The cluster.
  ///   - options: The command line, whose mesh configuration counts over a file's.
  init(_ policy: ResolvedPolicy, options: Options) {
    self.policy = policy
    self.options = options
  }

  /// How many tests did not come out as expected.
  var failed: Int { results.count { !$0.passes } }

  /// Reads a file and answers its tests; what is wrong with one does not keep the others back.
  mutating func add(_ input: SourceInput) {
    let (documents, problems) = YAMLDocuments.read(input, plainScalars: .asWritten)
    for problem in problems {
      if problem.severity == .error {
        self.problems.append(PolicyTestProblem(suite: input.name, problem: problem))
      } else {
        warnings.append(problem)
      }
    }
    let decoder = JSONDecoder()
    for document in documents {
      do {
        add(
          try decoder.decode(PolicyTestDocument.self, from: document.json), document,
          file: input.name)
      } catch {
        note([FieldProblem(error)], in: document, file: input.name, suite: input.name)
      }
    }
  }

  private mutating func add(
    _ suite: PolicyTestDocument, _ document: YAMLDocuments.Document, file: String
  ) {
    let mesh = MeshConfiguration(
      policy.snapshot, overrides: options.mesh.completed(by: suite.mesh))
    // Taken out while it is asked, so that what it remembers is not copied for each test.
    var cluster =
      clusters.removeValue(forKey: mesh)
      ?? PolicyTestCluster(
        mesh == policy.mesh ? policy : ResolvedPolicy(policy.snapshot, mesh: mesh),
        namespace: options.namespace)
    let name = suite.name ?? file
    var wrong: [FieldProblem] = []
    for (index, entry) in suite.tests.enumerated() {
      switch entry {
      case .problem(let problem): wrong.append(problem)
      case .test(let test):
        do throws(PolicyTestCluster.Unanswerable) {
          let (decision, pod) = try cluster.answer(test)
          results.append(
            PolicyTestResult(
              file: file, suite: name, name: test.title, expect: test.expect, decision: decision,
              pod: pod))
        } catch {
          wrong.append(
            FieldProblem(field: "tests[\(index)].\(error.field)", message: error.message))
        }
      }
    }
    clusters[mesh] = cluster
    note(wrong, in: document, file: file, suite: name)
  }

  private mutating func note(
    _ wrong: [FieldProblem], in document: YAMLDocuments.Document, file: String, suite: String
  ) {
    guard !wrong.isEmpty else { return }
    for (problem, position) in zip(wrong, document.positions(of: wrong.map(\.field))) {
      problems.append(
        PolicyTestProblem(
          suite: suite,
          problem: SourceProblem(
            source: file, document: document.number, position: position, field: problem.field,
            message: problem.message)))
    }
  }
}

/// What became of a test.
struct PolicyTestResult {
  /// The file, as it was named.
  var file: String
  /// The document's name; the file's where it has none.
  var suite: String
  /// The test's name, or what it asks.
  var name: String
  /// What was expected.
  var expect: AccessDecision.Outcome
  /// What was decided.
  var decision: AccessDecision
  /// The pod for which it was decided, one of those that are alike.
  var pod: ResourceID

  /// Whether it came out as expected.
  var passes: Bool { decision.outcome == expect }
}

/// Why a test, or a document of tests, was not run.
struct PolicyTestProblem {
  /// The suite that it belongs to.
  var suite: String
  /// What is wrong, and where.
  var problem: SourceProblem
}

extension MeshConfigurationOverrides {
  /// These fields, and another's where these say nothing.
  fileprivate func completed(by other: MeshConfigurationOverrides) -> MeshConfigurationOverrides {
    var fields = self
    fields.clusterNetworks = clusterNetworks ?? other.clusterNetworks
    fields.probeNetworks = probeNetworks ?? other.probeNetworks
    fields.defaultInboundPolicy = defaultInboundPolicy ?? other.defaultInboundPolicy
    fields.identityTrustDomain = identityTrustDomain ?? other.identityTrustDomain
    fields.controlPlaneNamespace = controlPlaneNamespace ?? other.controlPlaneNamespace
    fields.linkerdVersion = linkerdVersion ?? other.linkerdVersion
    return fields
  }
}
