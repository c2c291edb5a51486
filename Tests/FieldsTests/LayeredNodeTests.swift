import Diagnostics
import Testing
import YAML

@testable import Fields

@Suite("Layers of a description")
struct LayeredNodeTests {
  @Test(
    "the strongest layer that writes a field gives its value",
    arguments: [
      ("a: own", "a: group", "a: default", "own"),
      ("b: own", "a: group", "a: default", "group"),
      ("{}", "{}", "a: default", "default"),
      ("{}", "{}", "{}", nil),
      ("a: null", "a: group", "a: default", nil),
      ("{}", "a: null", "a: default", nil),
      ("a: own", "a: null", "a: default", "own"),
      ("a: own", "a: [1]", "a: {b: 1}", "own"),
    ])
  func scalars(own: String, group: String, defaults: String, expected: String?) {
    let node = layered(own, group, defaults)
    guard case .present(let member) = node.member("a") else {
      #expect(expected == nil)
      return
    }
    #expect(member.layers.count == 1)
    #expect(member.top.node.text == expected)
  }

  @Test("mappings merge key by key, at every depth")
  func mappings() {
    let node = layered("a: {b: {own: 1}}", "a: {b: {group: 2, own: 2}}", "a: {c: {default: 3}}")
    #expect(node.at("a", "b", "own")?.top.node.text == "1")
    #expect(node.at("a", "b", "group")?.top.node.text == "2")
    #expect(node.at("a", "c", "default")?.top.node.text == "3")
    #expect(node.at("a")?.keys == ["b", "c"])
  }

  @Test("a list replaces the list below it")
  func lists() {
    let node = layered("a: [1]", "{}", "a: [2, 3]")
    #expect(node.at("a")?.layers.count == 1)
    #expect(node.at("a")?.top.node.count == 1)
  }

  @Test("what is no mapping hides all below it, and a mapping above it does not merge with it")
  func mixed() {
    #expect(layered("a: {b: 1}", "a: text", "a: {c: 2}").at("a")?.keys == ["b"])
    #expect(layered("{}", "a: text", "a: {c: 2}").at("a")?.layers.count == 1)
  }

  @Test("null removes what lies below, and what lies above stays")
  func removal() {
    #expect(layered("a: {b: 1}", "a: null", "a: {c: 2}").at("a")?.keys == ["b"])
    guard case .removed(let layer) = layered("{}", "a: null", "a: {c: 2}").member("a") else {
      Issue.record("not removed")
      return
    }
    #expect(layer.layer == .group("canary"))
  }

  @Test("a field without a value is told from one that is null")
  func empty() {
    guard case .empty(let layer) = layered("a:", "{}", "a: 1").member("a") else {
      Issue.record("not empty")
      return
    }
    #expect(layer.layer == .cluster("studio"))
  }

  @Test(
    "another branch of a choice replaces the whole choice",
    arguments: [
      ("image: own", "{}", "download: {x: 1}", ["image"]),
      ("{}", "image: group", "download: {x: 1}", ["image"]),
      ("download: {y: 2}", "{}", "download: {x: 1}", ["download"]),
      ("{}", "{}", "download: {x: 1}", ["download"]),
      ("image: own", "download: {x: 1}", "image: default", ["image"]),
    ])
  func choice(own: String, group: String, defaults: String, expected: [String]) {
    let kept = layered(own, group, defaults).keepingTopBranch(of: ["image", "download"])
    #expect(kept.keys == expected)
  }

  @Test("of a branch that both layers choose the fields merge")
  func sameBranch() {
    let kept = layered("download: {y: 2}", "{}", "download: {x: 1}")
      .keepingTopBranch(of: ["image", "download"])
    #expect(kept.at("download")?.keys == ["x", "y"])
  }

  @Test("each value keeps its layer and its place")
  func origin() {
    let node = layered("b: 1", "{}", "a: text")
    #expect(node.at("a")?.top.layer == .defaults)
    #expect(node.at("a")?.top.node.place == Place("defaults.yaml", 3..<7))
    #expect(node.at("a")?.top.key?.place == Place("defaults.yaml", 0..<1))
  }

  private func layered(_ own: String, _ group: String, _ defaults: String) -> LayeredNode {
    LayeredNode([
      LayerNode(.cluster("studio"), key: nil, node: root("own.yaml", own)),
      LayerNode(.group("canary"), key: nil, node: root("group.yaml", group)),
      LayerNode(.defaults, key: nil, node: root("defaults.yaml", defaults)),
    ])
  }

  private func root(_ path: String, _ text: String) -> YAMLNode {
    let file = YAMLFile(path: path, bytes: Array(text.utf8))
    guard let root = file.documents.first else { preconditionFailure("the sample is YAML") }
    return root
  }
}

extension LayeredNode {
  fileprivate func at(_ path: String...) -> LayeredNode? {
    var node = self
    for key in path {
      guard case .present(let member) = node.member(key) else { return nil }
      node = member
    }
    return node
  }
}
