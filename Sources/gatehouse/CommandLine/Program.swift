import ClusterSources
import Foundation
import TerminalUI

/// The program from its arguments to its exit code.
enum Program {
  /// The version, as `--version` prints it.
  static let version = "0.1.0"

  /// Runs a command line.
  ///
  /// - Parameter arguments: All of it, with the program's own name first.
  /// - Returns: The exit code.
  static func run(_ arguments: [String]) -> ExitCode {
    var output = StandardOutput()
    var command = Command.dashboard
    do {
      let parsed = try OptionParser.parse(Array(arguments.dropFirst()))
      command = parsed.command
      if parsed.options.help {
        output.print(Help.text(of: command, program: calledAs))
        return output.finish(.yes)
      }
      if parsed.options.version { command = .printVersion }
      return output.finish(try command.run(parsed.options, &output))
    } catch let error as CommandError {
      StandardError.print(error.message)
      if error.exitCode == .usage {
        let words = command.name.isEmpty ? "" : " \(command.name)"
        StandardError.printPlain("Run \"\(calledAs)\(words) --help\" for usage.")
      }
      return output.finish(error.exitCode)
    } catch let failure as KubectlFailure {
      StandardError.print(failure.description)
      return output.finish(.noCluster)
    } catch let failure as TrafficFailure {
      StandardError.print("no traffic: \(failure.message)")
      return output.finish(.noCluster)
    } catch is SilentFailure {
      return output.finish(.badInput)
    } catch {
      StandardError.print("\(error)")
      return output.finish(.badInput)
    }
  }

  /// How the user calls the program: also as a plugin of kubectl and linkerd.
  static var calledAs: String {
    switch CommandLine.arguments.first?.split(separator: "/").last {
    case "kubectl-gatehouse": return "kubectl gatehouse"
    case "linkerd-gatehouse": return "linkerd gatehouse"
    default: return "gatehouse"
    }
  }
}
