import FixtureFleets
import SeededNumbers
import Testing
import Values
import YAML

extension JSONValue {
  /// The same value with the keys of every mapping in another order.
  func shuffled(using generator: inout SeededGenerator) -> JSONValue {
    switch self {
    case .object(let object):
      var members: [(String, JSONValue)] = []
      for member in object.shuffled(using: &generator) {
        members.append((member.key, member.value.shuffled(using: &generator)))
      }
      return .object(JSONObject(members))
    case .array(let array): return .array(array.map { $0.shuffled(using: &generator) })
    case .null, .bool, .integer, .number, .string: return self
    }
  }
}

/// A description, document by document.
struct DescriptionDocuments {
  /// Path and value of each, in the order of the files.
  let documents: [(path: String, value: JSONValue)]

  init(_ sources: [String: [UInt8]]) throws {
    var documents: [(path: String, value: JSONValue)] = []
    for path in sources.keys.sorted() where path.hasPrefix("clusters/") {
      let file = YAMLFile(path: path, bytes: try #require(sources[path]))
      #expect(file.diagnostics.isEmpty)
      documents += file.documents.map { (path, $0.value) }
    }
    self.documents = documents
  }

  /// The files that hold the documents, each at the path that it is given.
  static func files(_ documents: [(path: String, value: JSONValue)]) throws -> [String: [UInt8]] {
    var writers: [String: YAMLWriter] = [:]
    for document in documents {
      try writers[document.path, default: YAMLWriter()].append(document.value)
    }
    return writers.mapValues(\.bytes)
  }
}
