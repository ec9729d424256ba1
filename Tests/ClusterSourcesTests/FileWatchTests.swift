import Foundation
import Testing

@testable import ClusterSources

@Suite struct FileWatchTests {
  @Test("files are told that are written, replaced, made and taken away; others are not")
  func filesAreToldThatChange() throws {
    let files = try TemporaryFiles()
    let single = try files.write("one.yaml", "a: 1".utf8)
    _ = try files.write("many/deep/two.yaml", "a: 1".utf8)
    let (changes, put) = Channel<Int>.make()
    let watch = FileWatch([single, files.path + "/many"]) { put(1) }
    _ = try files.write("one.yaml", "a: 22".utf8)
    #expect(changes.next() == 1)
    let other = try files.write("other", "a: 333".utf8)
    try FileManager.default.removeItem(atPath: single)
    try FileManager.default.moveItem(atPath: other, toPath: single)
    #expect(changes.next() == 1)
    _ = try files.write("many/new/three.yaml", "a: 1".utf8)
    #expect(changes.next() == 1)
    _ = try files.write("many/new/three.yaml", "a: 4444".utf8)
    #expect(changes.next() == 1)
    try FileManager.default.removeItem(atPath: files.path + "/many/deep/two.yaml")
    #expect(changes.next() == 1)
    // Neither is any of the files.
    _ = try files.write("stranger", "x".utf8)
    _ = try files.write("many/notes.txt", "x".utf8)
    _ = try files.write("one.yaml", "a: 55555".utf8)
    #expect(changes.next() == 1)
    #expect(changes.isEmpty)
    withExtendedLifetime(watch) {}
  }
}
