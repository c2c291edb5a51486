import Diagnostics
import Manifests
import Schemas
import Values

/// Rules of definitions that are outside what is evaluated here.
enum UncheckedObjectRule: ClusterRule {
  static let codes: [Code] = [.uncheckedObjectRule]

  static let explanation = """
    A definition may give rules in CEL (x-kubernetes-validations), which the API server evaluates.
    Mooring evaluates what such rules mostly use; one that uses more is not judged, and its kind is
    told once. Every rule of the kinds that Mooring knows by itself is evaluated.

    Example: a definition with the rule 'self.name.find("[0-9]+") != ""'.

    Cure: none is needed; the API server judges the rule.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    var told: Set<String> = []
    return view.objects.compactMap { object in
      guard let apiVersion = object.object.value["apiVersion"]?.string,
        let schema = view.schemas.schema(apiVersion, object.identity.kind),
        // A test holds that all of these are evaluated.
        schema !== SchemaSet.builtIn.schema(apiVersion, object.identity.kind),
        !told.contains("\(apiVersion) \(schema.kind)"),
        let rule = schema.report(on: object.object.value, hasVariables: true).unchecked.first
      else { return nil }
      told.insert("\(apiVersion) \(schema.kind)")
      return Finding(
        .uncheckedObjectRule, "could not check a rule of \(schema.kind) (\(apiVersion))",
        in: object, at: JSONPointer([.key("kind")]), label: "'\(rule.source)': \(rule.reason)")
    }
  }
}

extension Code {
  static let uncheckedObjectRule = Code(
    "unchecked-object-rule", .note, "a definition has a rule that is not evaluated here")
}
