import Components
import Diagnostics
import Fields
import JSONE
import Manifests
import Values

/// Files of the tree that are no objects of the cluster.
extension Renderer {
  /// The documents of a component's room `components/`: each gives a mapping of apps to kustomize
  /// Components; null for an app that has none.
  func documents(
    of component: Component, _ cluster: String, _ context: Context, _ diagnostics: inout Diagnostics
  ) -> [RenderedDocument] {
    var documents: [RenderedDocument] = []
    for file in component.components {
      for (number, document) in file.documents.enumerated() {
        do throws(TemplateError) {
          guard let value = try document.template.render(context) else { continue }
          let maker: (String) -> Maker = { app in
            Maker(
              component: component.name, template: file.path, document: number,
              element: .key(app), cluster: cluster)
          }
          documents += components(in: value, by: maker, at: document.place, &diagnostics)
        } catch {
          diagnostics.add(error.diagnostic())
        }
      }
    }
    return documents
  }

  private func components(
    in value: JSONValue, by maker: (String) -> Maker, at place: Place,
    _ diagnostics: inout Diagnostics
  ) -> [RenderedDocument] {
    guard let apps = value.object else {
      report("a value of kind '\(value.kindName)'", at: place, &diagnostics)
      return []
    }
    return apps.compactMap { app in
      if app.value.isNull { return nil }
      // It names a folder of the tree.
      guard DNSName.isLabel(app.key) else {
        report("'\(app.key)', which is no name of an app", at: place, &diagnostics)
        return nil
      }
      guard let component = app.value.object else {
        report(
          "a value of kind '\(app.value.kindName)' for app '\(app.key)'", at: place, &diagnostics)
        return nil
      }
      return RenderedDocument(.component(app: app.key), component, by: maker(app.key))
    }
  }

  /// Two documents for one file of the tree.
  func reportRepeated(
    _ documents: [RenderedDocument], on cluster: String, _ diagnostics: inout Diagnostics
  ) {
    var first: [RenderedDocument.Kind: Maker] = [:]
    for document in documents {
      guard let other = first[document.kind] else {
        first[document.kind] = document.maker
        continue
      }
      diagnostics.add(
        Diagnostic(
          .wrongDocument, "\(document.kind) is given twice on cluster '\(cluster)'",
          at: place(of: document.maker), secondary: [Label(place(of: other), "and here")],
          help: ["leave one of the two out"]))
    }
  }

  private func place(of maker: Maker) -> Place {
    let files = catalogue.component(maker.component)?.components ?? []
    let file = files.first { $0.path == maker.template }
    return file?.documents[maker.document].place ?? .file(maker.template)
  }

  private func report(_ found: String, at place: Place, _ diagnostics: inout Diagnostics) {
    diagnostics.add(
      Diagnostic(
        .wrongDocument, "the template gives \(found)", at: place,
        label: "expected a mapping of apps to kustomize Components",
        help: ["write '<app>: {apiVersion: …, kind: Component, patches: …}', null for none"]))
  }
}

extension Code {
  package static let wrongDocument = Code(
    "wrong-document", .error, "a template gives something that cannot be a file of the tree")
}
