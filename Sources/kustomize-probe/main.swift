import Diagnostics
import Glibc
import Kustomize
import Sources
import Values
import YAML

func json(_ v: JSONValue) -> String {
  switch v {
  case .null: "null"
  case .bool(let b): "\(b)"
  case .integer(let i): "\(i)"
  case .number(let d): "\(d)"
  case .string(let s):
    "\"" + s.unicodeScalars.map { c -> String in
      switch c { case "\"": "\\\""; case "\\": "\\\\"; case "\0"..<" ": "\\u" + String(repeating: "0", count: 4 - String(c.value, radix: 16).count) + String(c.value, radix: 16); default: String(c) }
    }.joined() + "\""
  case .array(let a): "[" + a.map(json).joined(separator: ",") + "]"
  case .object(let o): "{" + o.map { json(.string($0.key)) + ":" + json($0.value) }.joined(separator: ",") + "}"
  }
}
let args = CommandLine.arguments
if args[1] == "yaml" {
  let tree = try WorkingTree(root: args[2])
  let file = YAMLFile(path: args[3], bytes: try tree.bytes(of: args[3]) ?? [])
  for d in file.documents { print(json(d.value)) }
} else if args[1] == "all" {
  let clock = ContinuousClock()
  var start = clock.now
  let tree = try WorkingTree(root: args[2])
  var k = Kustomizer(tree)
  print("list", clock.now - start); start = clock.now
  var n = 0
  for p in k.paths where p.hasSuffix("/kustomization.yaml") {
    n += k.folder(String(p.dropLast("/kustomization.yaml".count)))?.objects.count ?? 0
  }
  print("objects", n, clock.now - start)
} else {
  let tree = try WorkingTree(root: args[2])
  var k = Kustomizer(tree)
  guard let f = k.folder(args[3]) else { print("NOFOLDER"); exit(2) }
  for o in f.objects { print(json(.object(o.value))); if args.count > 4 { for (p, at) in o.patched { print("  #", p, at.path, at.range) } } }
  for u in f.unknowns { print("UNKNOWN \(u.reason) \(u.place.path)") }
  let text = TextRenderer(isColoured: false).render(Diagnostics(f.problems).sorted) { try? tree.bytes(of: $0) }
  write(2, text, text.utf8.count)
  exit(f.isRefused ? 1 : 0)
}
