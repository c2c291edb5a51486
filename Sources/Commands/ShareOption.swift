import Compiler
import Description
import Loading
import Manifests

/// The options by which a run of `check` takes a part of the work.
enum ShareOption {
  static let cluster = Command.Option.value(
    "cluster", "NAME", isRepeatable: true,
    "check what this cluster gets, and nothing else; several names are parted by commas")
  static let shard = Command.Option.value(
    "shard", "N/M",
    "check one of M equal parts, such as 3/16; the parts together check everything")

  static func share(_ arguments: ParsedArguments) throws(CommandError) -> Share {
    let names = names(arguments)
    if !names.isEmpty { return .clusters(names) }
    guard let text = arguments.value(of: shard.name) else {
      if arguments.values(of: cluster.name).isEmpty { return .whole }
      throw CommandError("option '--cluster' names no cluster")
    }
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let numbers = parts.compactMap(number)
    guard parts.count == 2, numbers.count == 2, (1...numbers[1]).contains(numbers[0]) else {
      throw CommandError(
        "invalid value '\(text)' of option '--shard'",
        help: "write which part it is and how many there are, counted from one: '3/16'")
    }
    return .shard(numbers[0], of: numbers[1])
  }

  /// Throws where a cluster is named that the description does not have.
  static func checkNames(
    _ arguments: ParsedArguments, in compilation: Compilation
  ) throws(CommandError) {
    guard let fleet = compilation.loaded.fleet else { return }
    let known = fleet.clusters.map(\.name)
    for name in names(arguments).sorted() where !known.contains(name) {
      throw unknownCluster(name, among: known)
    }
  }

  /// What was found to be right, in one line; empty where nothing was judged.
  static func summary(_ arguments: ParsedArguments, of compilation: Compilation) -> String {
    let shard = arguments.value(of: shard.name).map { "shard \($0): " } ?? ""
    guard let output = compilation.output else {
      return shard.isEmpty ? "" : "\(shard)no clusters are left for it\n"
    }
    let clusters = output.fleet.clusters
    let objects = clusters.reduce(0) { $0 + output.fleet.objects(of: $1).count }
    let isOne = clusters.count == 1
    let isPart = !shard.isEmpty || !names(arguments).isEmpty
    let part = isPart ? isOne ? "its part of " : "their part of " : ""
    return "\(shard)\(clusters.count) \(isOne ? "cluster" : "clusters"), "
      + "\(objects) objects: \(part)\(output.plan.tree)/ is current\n"
  }

  private static func names(_ arguments: ParsedArguments) -> Set<String> {
    var names: Set<String> = []
    for value in arguments.values(of: cluster.name) {
      for name in value.utf8.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == 0x20 }) {
        names.insert(String(Substring(name)))
      }
    }
    return names
  }

  /// A positive number that nothing else is written beside; nil for more digits than make sense.
  private static func number(_ digits: Substring.UTF8View) -> Int? {
    let isNumber = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isNumber, digits.count <= 6, let number = Int(Substring(digits)), number > 0 else {
      return nil
    }
    return number
  }
}
