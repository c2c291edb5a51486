import Diagnostics
import JSONE
import Testing
import Values

/// What a part of a rendered value must owe its being to.
struct Owed: Sendable, CustomTestStringConvertible {
  let template: String
  let part: JSONPointer
  let reads: [String]
  var because: [String] = []
  var testDescription: String { "\(part) of \(template)" }

  init(_ template: String, _ part: JSONPointer.Step..., reads: [String], because: [String] = []) {
    self.template = template
    self.part = JSONPointer(part)
    self.reads = reads
    self.because = because
  }
}

struct TraceTests {
  static let owed: [Owed] = [
    Owed("name: ‹web-${cluster}›", .key("name"), reads: ["/cluster"]),
    Owed("name: ‹web›", .key("name"), reads: []),
    Owed("a: {b: ‹1›}", .key("a"), .key("b"), reads: []),
    Owed("to: ‹{$eval: gateway}›", .key("to"), .key("address"), reads: ["/gateway/address"]),
    Owed("to: ‹{$eval: gateway}›", .key("to"), reads: ["/gateway"]),
    Owed("to: ‹'${gateway.address}:${count}'›", .key("to"), reads: ["/gateway/address", "/count"]),
    Owed("to: ‹\"${ports[1]}\"›", .key("to"), reads: ["/ports/1"]),
    Owed(
      "$map: {$eval: namespaces}\neach(ns): {inject: ‹'${ns.inject}'›}", .index(1), .key("inject"),
      reads: ["/namespaces/1/inject"], because: ["/namespaces/1"]),
    Owed(
      "$map: {$eval: labels}\neach(v,k): {'l-${k}': ‹{$eval: v}›}", .key("l-tier"),
      reads: ["/labels/tier"], because: ["/labels/tier"]),
    Owed(
      "$map: {$eval: namespaces}\neach(ns):\n  $if: ns.inject == 'disabled'\n  then: {n: ‹'${ns.name}'›}",
      .index(0), .key("n"), reads: ["/namespaces/1/name"],
      because: ["/namespaces/1/inject", "/namespaces/1"]),
    Owed(
      "{$if: count > 2, then: {a: ‹'${cluster}'›}}", .key("a"), reads: ["/cluster"],
      because: ["/count"]),
    Owed(
      "{$switch: {'count == 1': a, 'cluster == \"studio\"': ‹b›}}", reads: [],
      because: ["/count", "/cluster"]),
    Owed(
      "$let: {host: '${cluster}.lan', port: {$eval: 'ports[0]'}}\nin: {to: ‹'${host}:${port}'›}",
      .key("to"), reads: ["/cluster", "/ports/0"]),
    Owed(
      "$let: {g: {$eval: gateway}}\nin: {to: ‹{$eval: g.address}›}", .key("to"),
      reads: ["/gateway/address"]),
    Owed(
      "$merge: [{a: 1}, ‹{$eval: labels}›]", .key("release"), reads: ["/labels/release"]),
    Owed(
      "$mergeDeep: [{l: {x: ‹'${cluster}'›}}, {l: {y: 2}}]", .key("l"), .key("x"),
      reads: ["/cluster"]),
    Owed("$reverse: {$eval: ports}", .index(0), reads: ["/ports/1"]),
    Owed(
      "$sort: {$eval: namespaces}\nby(x): x.name", .index(0), .key("name"),
      reads: ["/namespaces/1/name"]),
    Owed("$flatten: [[{$eval: count}], {$eval: ports}]", .index(2), reads: ["/ports/1"]),
    Owed(
      "$find: {$eval: namespaces}\neach(x): x.inject == 'disabled'", .key("name"),
      reads: ["/namespaces/1/name"], because: ["/namespaces/1/inject"]),
    Owed(
      "$reduce: {$eval: ports}\neach(sum, x): {$eval: sum + x}\ninitial: 0",
      reads: ["/ports/0", "/ports/1"]),
    Owed(
      "n: ‹{$eval: \"default(gateway.none, count)\"}›", .key("n"),
      reads: ["/count", "/gateway/none"]),
    Owed("n: ‹{$json: {$eval: labels}}›", .key("n"), reads: ["/labels"]),
    Owed("{'k-${cluster}': ‹1›}", .key("k-studio"), reads: ["/cluster"]),
  ]

  @Test("a part of a value knows what made it", arguments: owed)
  func knowsCause(_ owed: Owed) throws {
    let template = try MarkedTemplate(owed.template)
    let trace = try Template(template.node).trace(.facts)
    let cause = try #require(trace[owed.part])
    #expect(cause.reads.map(\.description) == owed.reads)
    #expect(cause.because.map(\.description) == owed.because)
    if let marked = template.marked { #expect(cause.place.range == marked) }
  }

  @Test("a trace knows nothing of parts that are not there")
  func noSuchPart() throws {
    let trace = try Template(MarkedTemplate("a: 1").node).trace(.facts)
    #expect(trace[JSONPointer([.key("b")])] == nil)
  }

  @Test("all parts are told, parents first")
  func allParts() throws {
    let trace = try Template(MarkedTemplate("a: [1, {b: '${cluster}'}]").node).trace(.facts)
    #expect(
      trace.parts.map(\.pointer.description) == ["", "/a", "/a/0", "/a/1", "/a/1/b"])
    #expect(trace.parts.last?.cause.reads.map(\.description) == ["/cluster"])
  }
}
