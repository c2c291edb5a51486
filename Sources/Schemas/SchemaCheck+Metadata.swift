import Fields
import Values

/// The metadata of objects, which the server judges by a schema of its own whatever a kind says.
extension SchemaCheck {
  /// k8s.io/apimachinery/pkg/api/validation.
  private static let largestAnnotations = 256 << 10

  mutating func checkMetadata(_ value: JSONValue) {
    let place = SchemaGraph.metadata
    let before = count
    let wasChoice = isChoice
    isChoice = false
    check(value, place.graph, place.index)
    isChoice = wasChoice
    if count == before { checkNames(in: value) }
  }

  /// What only the object itself is asked, and not the templates and objects within it.
  mutating func checkOwnMetadata(of value: JSONValue) {
    for name in ["managedFields", "uid"] {
      guard let written = value["metadata"]?[name], !written.isNull, written != "" else { continue }
      let before = count
      add(
        .wrongValue("the API server gives this itself, and refuses it from others", at: .key(name)))
      move(since: before, into: .key("metadata"))
    }
  }

  private mutating func checkNames(in metadata: JSONValue) {
    for label in metadata["labels"]?.object ?? [:] {
      let before = count
      if let problem = QualifiedName.problem(with: label.key) {
        add(.wrongValue(problem))
      } else if let text = label.value.string, !isUnknown(text),
        let problem = QualifiedName.problem(withLabelValue: text)
      {
        add(.wrongValue(problem))
      }
      move(since: before, into: .key(label.key))
      move(since: before, into: .key("labels"))
    }
    for (position, finalizer) in (metadata["finalizers"]?.array ?? []).enumerated() {
      let before = count
      if let text = finalizer.string, !isUnknown(text),
        let problem = QualifiedName.problem(with: text)
      {
        add(.wrongValue(problem))
      }
      move(since: before, into: .index(position))
      move(since: before, into: .key("finalizers"))
    }
    var size = 0
    for annotation in metadata["annotations"]?.object ?? [:] {
      let before = count
      // The API server looks at keys of annotations in lower case.
      if let problem = QualifiedName.problem(with: annotation.key.lowercased()) {
        add(.wrongValue(problem))
      }
      size += annotation.key.utf8.count + (annotation.value.string?.utf8.count ?? 0)
      move(since: before, into: .key(annotation.key))
      move(since: before, into: .key("annotations"))
    }
    if size > Self.largestAnnotations {
      add(
        .wrongValue(
          "annotations have at most \(Self.largestAnnotations) bytes together, and these have "
            + "\(size)", at: .key("annotations")))
    }
  }
}

extension SchemaGraph {
  /// io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta
  static let metadata: SchemaPlace = {
    let text = """
      type ObjectMeta object
       annotations object
        {} string
       creationTimestamp string nullable format="date-time"
       deletionGracePeriodSeconds integer
       deletionTimestamp string nullable format="date-time"
       finalizers array listType="set"
        [] string
       generateName string
       generation integer
       labels object
        {} string
       managedFields any
       name string
       namespace string
       ownerReferences array listType="map" listMapKeys=["uid"]
        [] object
         apiVersion! string
         blockOwnerDeletion boolean
         controller boolean
         kind! string
         name! string
         uid! string
       resourceVersion string
       selfLink string
       uid string

      """
    let file = SchemaFile(Array(text.utf8), isCustom: false)
    return withExtendedLifetime(file) {
      guard let place = file.type("ObjectMeta") else {
        preconditionFailure("the schema of metadata declares no type")
      }
      return place
    }
  }()
}
