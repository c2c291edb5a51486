import Components
import Diagnostics
import Fields
import JSONE
import Manifests
import Values

/// A room whose documents each give a mapping of names to files of the tree that are no objects of
/// the cluster; null for one that is not wanted.
private struct DocumentRoom: Sendable {
  let files: @Sendable (Component) -> [TemplateFile]
  /// nil where the name cannot be one of the tree.
  let kind: @Sendable (String) -> RenderedDocument.Kind?
  /// What a name is, with its article.
  let name: String
  let expected: String
  let help: String

  static let all = [
    DocumentRoom(
      files: \.components,
      kind: { DNSName.isLabel($0) ? .component(app: $0) : nil },
      name: "name of an app", expected: "a mapping of apps to kustomize Components",
      help: "write '<app>: {apiVersion: …, kind: Component, patches: …}', null for none"),
    DocumentRoom(
      files: \.bootstrap,
      kind: { DNSName.isSubdomain($0) && $0.hasSuffix(".yaml") ? .bootstrap(file: $0) : nil },
      name: "name of a .yaml file", expected: "a mapping of file names to what the files hold",
      help: "write 'kind.yaml: {kind: Cluster, …}', null for none"),
  ]
}

extension Renderer {
  func documents(
    of component: Component, _ cluster: String, _ context: Context, _ diagnostics: inout Diagnostics
  ) -> [RenderedDocument] {
    var documents: [RenderedDocument] = []
    for room in DocumentRoom.all {
      for file in room.files(component) {
        for (number, document) in file.documents.enumerated() {
          do throws(TemplateError) {
            guard let value = try document.template.render(context) else { continue }
            let maker: (String) -> Maker = { name in
              Maker(
                component: component.name, template: file.path, document: number,
                element: .key(name), cluster: cluster)
            }
            documents += self.documents(
              in: value, room, by: maker, at: document.place, &diagnostics)
          } catch {
            diagnostics.add(error.diagnostic())
          }
        }
      }
    }
    return documents
  }

  private func documents(
    in value: JSONValue, _ room: DocumentRoom, by maker: (String) -> Maker, at place: Place,
    _ diagnostics: inout Diagnostics
  ) -> [RenderedDocument] {
    guard let named = value.object else {
      report("a value of kind '\(value.kindName)'", room, at: place, &diagnostics)
      return []
    }
    return named.compactMap { member -> RenderedDocument? in
      let (name, content) = (member.key, member.value)
      if content.isNull { return nil }
      guard let kind = room.kind(name) else {
        report("'\(name)', which is no \(room.name)", room, at: place, &diagnostics)
        return nil
      }
      guard let content = content.object else {
        report(
          "a value of kind '\(content.kindName)' for '\(name)'", room, at: place, &diagnostics)
        return nil
      }
      return RenderedDocument(kind, content, by: maker(name))
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
    let component = catalogue.component(maker.component)
    let files = component.map { component in DocumentRoom.all.flatMap { $0.files(component) } }
    let file = files?.first { $0.path == maker.template }
    return file?.documents[maker.document].place ?? .file(maker.template)
  }

  private func report(
    _ found: String, _ room: DocumentRoom, at place: Place, _ diagnostics: inout Diagnostics
  ) {
    diagnostics.add(
      Diagnostic(
        .wrongDocument, "the template gives \(found)", at: place,
        label: "expected \(room.expected)", help: [room.help]))
  }
}

extension Code {
  package static let wrongDocument = Code(
    "wrong-document", .error, "a template gives something that cannot be a file of the tree")
}
