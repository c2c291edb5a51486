import Foundation
import Testing

/// The folder of conformance data that lies beside the project and is not part of it.
enum SharedFolder {
  static let url: URL = {
    if let path = ProcessInfo.processInfo.environment["MOORING_SHARED"] {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    return URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
  }()

  static func isPresent(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appendingPathComponent(path).path)
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appendingPathComponent(path)))
  }

  /// The names of the files of a folder with an extension, without it.
  static func names(in folder: String, with pathExtension: String) -> [String] {
    let path = url.appendingPathComponent(folder).path
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return all.filter { $0.hasSuffix("." + pathExtension) }
      .map { String($0.dropLast(pathExtension.count + 1)) }.sorted()
  }
}
