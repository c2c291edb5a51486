import SeededNumbers

/// A repository of kustomizations that a seed draws: folders over folders, each doing a few things.
struct DrawnRepository {
  private(set) var files: [String: [UInt8]] = [:]
  private var numbers: SeededGenerator
  /// The objects that a folder gives, by kind and the name in their manifest.
  private var folders: [(path: String, objects: [(kind: String, name: String)])] = []

  private static let versions = [
    "Deployment": "apps/v1", "Service": "v1", "ConfigMap": "v1", "ServiceAccount": "v1",
    "Widget": "example.com/v1", "ClusterRole": "rbac.authorization.k8s.io/v1", "Job": "batch/v1",
  ]

  init(seed: UInt64) {
    numbers = SeededGenerator(seed: seed)
    for level in 0..<3 {
      for index in 0...Int.random(in: 0...1, using: &numbers) {
        draw("\(level)\(index)")
      }
    }
    draw("app")
  }

  private mutating func isDrawn(_ part: Double) -> Bool {
    Double.random(in: 0..<1, using: &numbers) < part
  }

  private mutating func draw(_ name: String) {
    let path = name == "app" ? name : "bases/\(name)"
    var lines: [String] = []
    var resources: [String] = []
    var objects: [(kind: String, name: String)] = []
    for (index, kind) in Self.versions.keys.sorted().enumerated() where isDrawn(0.5) {
      // Every object of the repository has a name of its own.
      let object = "\(kind.lowercased())-\(name)"
      resources.append("\(index).yaml")
      files["\(path)/\(index).yaml"] = Array(manifest(kind, object, name).utf8)
      objects.append((kind, object))
    }
    // Of the folders so far each is built upon once.
    for folder in folders where isDrawn(name == "app" ? 1 : 0.5) {
      resources.append(path == "app" ? "../\(folder.path)" : "../../\(folder.path)")
      objects += folder.objects
      folders.removeAll { $0.path == folder.path }
    }
    lines.append("resources: [\(resources.joined(separator: ", "))]")
    if isDrawn(0.4) { lines.append("namePrefix: p\(name)-") }
    if isDrawn(0.3) { lines.append("nameSuffix: -s\(name)") }
    if isDrawn(0.3) { lines.append("namespace: n\(name)") }
    if isDrawn(0.3) { lines.append("commonLabels: {l\(name): x}") }
    if isDrawn(0.3) { lines.append("commonAnnotations: {a\(name): y}") }
    if isDrawn(0.3) {
      let isInTemplates = isDrawn(0.5)
      lines.append("labels: [{pairs: {m\(name): z}, includeTemplates: \(isInTemplates)}]")
    }
    if isDrawn(0.4) { lines.append("images: [{name: web, newTag: \"\(name)\"}]") }
    if isDrawn(0.4) {
      lines.append("configMapGenerator: [{name: generated-\(name), literals: [a=\(name), b=c]}]")
    }
    lines += patches(objects, name)
    if isDrawn(0.3) {
      let component = "components/\(name)"
      let suffix = isDrawn(0.5) ? "nameSuffix: -c\n" : ""
      files["\(component)/kustomization.yaml"] = Array(
        """
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        \(suffix)labels: [{pairs: {component: "\(name)"}}]
        patches:
        - target: {kind: Deployment}
          patch: '[{"op": "add", "path": "/spec/paused", "value": true}]'

        """.utf8)
      lines.append("components: [\(path == "app" ? "" : "../")../\(component)]")
    }
    files["\(path)/kustomization.yaml"] = Array((lines.joined(separator: "\n") + "\n").utf8)
    folders.append((path, objects))
  }

  /// Patches by target alone: names may have changed on the way.
  private mutating func patches(
    _ objects: [(kind: String, name: String)], _ name: String
  ) -> [String] {
    var patches: [String] = []
    for object in objects where isDrawn(0.3) {
      let target = "- target: {kind: \(object.kind), name: \"\(object.name)\"}\n  patch: |-\n"
      switch object.kind {
      case "Deployment":
        patches.append(
          target + """
                kind: a
                metadata: {name: b}
                spec:
                  template:
                    spec:
                      containers:
                      - {name: added-\(name), image: web}
                      - name: web
                        env: [{name: X, value: "\(name)"}, {name: N\(name), value: n}]
            """)
      case "Service":
        patches.append(
          target + """
                kind: a
                metadata: {name: b}
                spec: {ports: [{port: 8080, name: more}, {port: 80, nodePort: 3000}]}
            """)
      case "Widget":
        patches.append(
          target + """
                kind: a
                metadata: {name: b, labels: {p\(name): q}}
                spec: {list: [\(name.utf8.count)], nested: {b: null, c\(name): 1}}
            """)
      default:
        patches.append(
          target + """
                - {op: add, path: /metadata/labels, value: {json: "\(name)"}}
            """)
      }
    }
    return patches.isEmpty ? [] : ["patches:"] + patches
  }

  private func manifest(_ kind: String, _ object: String, _ name: String) -> String {
    let head = """
      apiVersion: \(Self.versions[kind] ?? "v1")
      kind: \(kind)
      metadata: {name: \(object)}

      """
    let template = """
      {metadata: {labels: {app: web}}, spec: {
          serviceAccountName: serviceaccount-\(name),
          containers: [{name: web, image: "web:1", env: [{name: X, value: x}],
            envFrom: [{configMapRef: {name: configmap-\(name)}}, {configMapRef: {name: generated-\(name)}}]}]}}
      """
    switch kind {
    case "Deployment":
      return head + "spec: {selector: {matchLabels: {app: web}}, template: \(template)}\n"
    case "Job": return head + "spec: {template: \(template)}\n"
    case "Service": return head + "spec: {selector: {app: web}, ports: [{port: 80, name: http}]}\n"
    case "ConfigMap": return head + "data: {a: b}\n"
    case "Widget":
      return head + "spec: {list: [1, 2], nested: {a: 1, b: 2}, ref: configmap-\(name)}\n"
    case "ClusterRole":
      return head
        + "rules: [{apiGroups: [\"\"], resources: [configmaps], resourceNames: [configmap-\(name)], verbs: [get]}]\n"
    default: return head
    }
  }
}
