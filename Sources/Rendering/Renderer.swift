import Components
import Diagnostics
import Fields
import JSONE
import Manifests
import Values

/// Renders the templates of every component with the facts of a plan.
package struct Renderer: Sendable {
  let catalogue: Catalogue
  let functions: [String: Function]
  /// The objects of a document, each with its place in the list that it gives, if it gives one.
  private let objectMemo = RenderMemo<[(element: JSONPointer.Step?, object: KubernetesObject)]>()
  private let settingsMemo = RenderMemo<JSONValue?>()

  package init(_ catalogue: Catalogue, functions: [String: Function]) {
    self.catalogue = catalogue
    self.functions = functions
  }

  /// What clusters share: a base for each component that some cluster has.
  package func bases(of plan: FleetPlan, _ diagnostics: inout Diagnostics) -> [RenderedBase] {
    let present = Set(plan.clusters.flatMap { $0.components.map(\.name) })
    return catalogue.components
      .filter { present.contains($0.name) }
      .sorted { $0.name.precedesInBytes($1.name) }
      .compactMap { component in
        var problems = Diagnostics()
        let context = context(plan.facts.value, component)
        let base = RenderedBase(
          component: component.name,
          objects: objects(of: component.base, component, nil, context, &problems),
          carried: carried(by: component))
        diagnostics.add(problems)
        // One that failed is kept: it is not for want of objects that it has none.
        return base.isEmpty && problems.isEmpty ? nil : base
      }
  }

  package func cluster(
    _ cluster: ClusterPlan, of plan: FleetPlan, bases: [RenderedBase],
    _ diagnostics: inout Diagnostics
  ) -> RenderedCluster {
    var problems = Diagnostics()
    let components = cluster.components.map { planned -> RenderedComponent in
      guard let component = catalogue.component(planned.name) else {
        preconditionFailure("a planned component is in the catalogue")
      }
      let rendered = self.component(component, planned, cluster, plan, &problems)
      let hasBase = bases.contains { $0.component == planned.name }
      // Judged by this cluster's own problems, so that it does not matter which one comes first.
      if rendered.readsTree, rendered.objects.isEmpty, rendered.attached.isEmpty, !hasBase,
        !problems.hasErrors
      {
        reportEmpty(component, cluster, &problems)
      }
      return rendered
    }
    reportRepeated(components.flatMap(\.documents), on: cluster.name, &problems)
    diagnostics.add(problems)
    return RenderedCluster(
      name: cluster.name, description: cluster.description, components: components)
  }

  private func component(
    _ component: Component, _ planned: PlannedComponent, _ cluster: ClusterPlan,
    _ plan: FleetPlan, _ diagnostics: inout Diagnostics
  ) -> RenderedComponent {
    let context = context(cluster.facts.value, component)
    let settings = self.settings(of: component, context, &diagnostics)
    let shared = sharedContext(component, planned, cluster, plan, settings)
    var flux = objects(of: component.sources, component, cluster.name, shared, &diagnostics)
    if component.hasKustomization {
      flux += objects(
        of: [catalogue.kustomization], component, cluster.name, shared, &diagnostics)
    }
    let job = settings.job == nil ? [] : [catalogue.installJob]
    return RenderedComponent(
      name: component.name,
      flux: flux,
      objects: objects(of: job, component, cluster.name, shared, &diagnostics)
        + objects(of: component.cluster, component, cluster.name, context, &diagnostics),
      attached: settings.attach.compactMap { plan.attachments[$0] },
      documents: documents(of: component, cluster.name, shared, &diagnostics),
      readsTree: component.hasKustomization && settings.flux["sourceRef"] == nil)
  }

  /// What component.yaml says of a component on one cluster.
  struct Settings {
    /// Fields of the common Flux Kustomization that it changes.
    var flux: JSONObject
    /// The user's Flux Kustomizations that it waits for.
    var requires: [JSONValue]
    /// Paths of the user's files that it holds as they are.
    var attach: [String] = []
    /// Its Job; nil where it has none.
    var job: JSONValue?
    /// What its templates share.
    var facts: JSONValue = .null
  }

  func settings(
    of component: Component, _ context: Context, _ diagnostics: inout Diagnostics
  ) -> Settings {
    var settings = Settings(flux: [:], requires: [])
    do throws(TemplateError) {
      func value(_ field: String, _ template: Template?) throws(TemplateError) -> JSONValue? {
        try template.flatMap { (template) throws(TemplateError) in
          try self.value(template, field, of: component, context)
        }
      }
      settings.flux = try value("flux", component.flux)?.object ?? [:]
      settings.requires =
        try value("requires", component.requires)?.array?.filter { $0 != .null } ?? []
      settings.attach =
        try value("attach", component.attach)?.array?.compactMap(\.string) ?? []
      settings.job = try value("job", component.job)
      settings.facts = try value("facts", component.facts) ?? .null
    } catch {
      diagnostics.add(error.diagnostic())
    }
    return settings
  }

  private func value(
    _ template: Template, _ field: String, of component: Component, _ context: Context
  ) throws(TemplateError) -> JSONValue? {
    let key = RenderMemo<JSONValue?>.Key(path: component.name, part: field)
    guard let reads = template.reads?.map({ context.value(at: $0) }) else {
      return try template.render(context)
    }
    if let known = settingsMemo.result(of: key, reading: reads) { return known }
    let value = try template.render(context)
    settingsMemo.add(value, of: key, reading: reads)
    return value
  }

  func context(_ facts: JSONObject, _ component: Component) -> Context {
    var variables = facts
    variables["scripts"] = .object(
      JSONObject(component.scripts.map { ($0.name, .string($0.text)) }))
    return Context(variables, functions: functions)
  }

  /// What the templates read that components share: the facts, and `component`.
  func sharedContext(
    _ component: Component, _ planned: PlannedComponent, _ cluster: ClusterPlan,
    _ plan: FleetPlan, _ settings: Settings
  ) -> Context {
    var variables = context(cluster.facts.value, component).variables
    variables["component"] = [
      "name": .string(component.name),
      "namespace": (component.settings.namespace?.value.text).map { .string($0) } ?? .null,
      "scripts": (component.settings.scripts?.configMap.value.text).map { .string($0) } ?? .null,
      "kustomization": .string(Self.kustomizationName(component.name)),
      "path": .string("./\(plan.tree)/overlays/\(cluster.name)/\(component.name)"),
      "dependsOn": .array(planned.dependsOn.map { .string(Self.kustomizationName($0)) }),
      "requires": .array(settings.requires),
      "job": settings.job.map(Self.job) ?? .null,
      "facts": settings.facts,
      "flux": .object(settings.flux),
    ]
    return Context(variables, functions: functions)
  }

  /// What most Jobs leave out: they run install.sh, which calls the CLI.
  private static func job(_ settings: JSONValue) -> JSONValue {
    var job: JSONObject = ["script": "install.sh", "cli": true, "env": [], "values": .null]
    for member in settings.object ?? [:] { job[member.key] = member.value }
    return .object(job)
  }

  /// The name of a component's Flux Kustomization. It never changes: a renamed Kustomization deletes
  /// and makes again all that it owns. The prefix keeps it apart from the user's own.
  package static func kustomizationName(_ component: String) -> String { "mooring-\(component)" }

  private func carried(by component: Component) -> CarriedFiles? {
    guard let scripts = component.settings.scripts,
      let namespace = component.settings.namespace
    else { return nil }
    return CarriedFiles(
      configMap: scripts.configMap.value.text, namespace: namespace.value.text,
      files: component.scripts)
  }

  private func reportEmpty(
    _ component: Component, _ cluster: ClusterPlan, _ diagnostics: inout Diagnostics
  ) {
    diagnostics.add(
      Diagnostic(
        .emptyComponent,
        "component '\(component.name)' gives no object on cluster '\(cluster.name)'",
        at: component.settings.summary.place ?? .file(component.name),
        notes: ["Flux takes an empty folder as the order to delete all that it had applied"],
        help: ["let 'present' of its component.yaml be false there"]))
  }
}

extension Renderer {
  private func objects(
    of files: [TemplateFile], _ component: Component, _ cluster: String?, _ context: Context,
    _ diagnostics: inout Diagnostics
  ) -> [RenderedObject] {
    var objects: [RenderedObject] = []
    for file in files {
      for number in file.documents.indices {
        for (element, object) in self.objects(of: file, number, context, &diagnostics) {
          objects.append(
            RenderedObject(
              object,
              by: Maker(
                component: component.name, template: file.path, document: number,
                element: element, cluster: cluster)))
        }
      }
    }
    return objects
  }

  private func objects(
    of file: TemplateFile, _ number: Int, _ context: Context, _ diagnostics: inout Diagnostics
  ) -> [(element: JSONPointer.Step?, object: KubernetesObject)] {
    let document = file.documents[number]
    let key = RenderMemo<[(element: JSONPointer.Step?, object: KubernetesObject)]>.Key(
      path: file.path, part: String(number))
    let reads = document.template.reads?.map { context.value(at: $0) }
    if let reads, let known = objectMemo.result(of: key, reading: reads) { return known }
    var objects: [(element: JSONPointer.Step?, object: KubernetesObject)] = []
    var isWhole = true
    do throws(TemplateError) {
      switch try document.template.render(context) {
      case nil: break
      case .array(let elements):
        for (index, element) in elements.enumerated() {
          guard let object = object(element, at: document.place, &diagnostics) else {
            isWhole = false
            continue
          }
          objects.append((.index(index), object))
        }
      case let value?:
        if let object = object(value, at: document.place, &diagnostics) {
          objects.append((nil, object))
        } else {
          isWhole = false
        }
      }
    } catch {
      diagnostics.add(error.diagnostic())
      isWhole = false
    }
    if let reads, isWhole { objectMemo.add(objects, of: key, reading: reads) }
    return objects
  }

  private func object(
    _ value: JSONValue, at place: Place, _ diagnostics: inout Diagnostics
  ) -> KubernetesObject? {
    if case .object(let members) = value {
      let (members, comments) = members.takingComments()
      let object = KubernetesObject(CanonicalOrder.apply(to: members), comments: comments)
      if let object { return object }
    }
    let found = value.object == nil ? "a value of kind '\(value.kindName)'" : "a mapping"
    diagnostics.add(
      Diagnostic(
        .incompleteObject, "the template gives \(found), and not a whole Kubernetes object",
        at: place, help: ["an object has apiVersion, kind and metadata.name"]))
    return nil
  }
}

extension Code {
  package static let incompleteObject = Code(
    "incomplete-object", .error, "a template gives something that is no Kubernetes object")
  package static let emptyComponent = Code(
    "empty-component", .error, "a component that is present gives no object")
}
