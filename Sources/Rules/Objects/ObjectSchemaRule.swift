import Diagnostics
import Manifests
import Schemas
import Values

/// Objects that the API server refuses by the schema of their kind.
enum ObjectSchemaRule: SchemaRule {
  static let codes: [Code] = [
    .unknownObjectField, .missingObjectField, .wrongObjectType, .wrongObjectValue,
    .brokenObjectRule,
  ]

  static let explanation = """
    The API server holds every object against the schema of its kind: Kubernetes' own kinds have one,
    custom kinds bring one in their definition. Flux applies strictly, so that a field that the schema
    does not declare is refused too, and with the object everything else of its Kustomization.
    Mooring knows the kinds that it writes and the ones around them; '--schemas' adds others.

    Example: 'spec: {tiemout: 10m}', 'backoffLimit: "3"', 'interval: 10 minutes'.

    Cure: the name, the type, the form that the schema has. The place is where the value was written:
    in the description, in a patch, or in a template.
    """

  static func check(_ object: ClusterObject, _ schemas: SchemaSet) -> [Finding] {
    guard let apiVersion = object.object.value["apiVersion"]?.string,
      let schema = schemas.schema(apiVersion, object.identity.kind)
    else { return [] }
    // A text with a variable of Flux' may become any value.
    let report = schema.report(on: object.object.value, hasVariables: true)
    return report.problems.compactMap { problem in
      if isTold(problem.pointer) || isOfOperator(problem.pointer, object) { return nil }
      return Finding(
        code(of: problem.kind), problem.message(in: object.identity), in: object,
        at: problem.pointer, label: problem.label, help: problem.help)
    }
  }

  /// Kinds that the Flux operator adds to the definitions of Flux where it installs them.
  private static let operatorKinds: Set<String> = [
    "FluxInstance", "FluxReport", "ResourceSet", "ResourceSetInputProvider",
  ]

  /// Whether an Alert or a Receiver names such a kind.
  private static func isOfOperator(_ pointer: JSONPointer, _ object: ClusterObject) -> Bool {
    guard object.identity.group == "notification.toolkit.fluxcd.io",
      pointer.steps.last == .key("kind"),
      let kind = JSONValue.object(object.object.value)[pointer]?.string
    else { return false }
    return operatorKinds.contains(kind)
  }

  private static func code(of kind: SchemaProblem.Kind) -> Code {
    switch kind {
    case .unknownField: .unknownObjectField
    case .missingField: .missingObjectField
    case .wrongType: .wrongObjectType
    case .wrongValue: .wrongObjectValue
    case .brokenRule: .brokenObjectRule
    }
  }

  /// Whether another rule judges it, of kinds without a schema too.
  private static func isTold(_ pointer: JSONPointer) -> Bool {
    let steps = pointer.steps
    guard steps.count > 1, steps[0] == .key("metadata") else { return false }
    switch steps[1] {
    case .key("name"), .key("namespace"): return true
    case .key("labels"), .key("annotations"): return steps.count > 2
    default: return false
    }
  }
}

extension Code {
  static let unknownObjectField = Code(
    "unknown-object-field", .error, "an object has a field that its kind does not have")
  static let missingObjectField = Code(
    "missing-object-field", .error, "an object lacks a field that its kind asks for")
  static let wrongObjectType = Code(
    "wrong-object-type", .error, "a field of an object has a value of another type")
  static let wrongObjectValue = Code(
    "wrong-object-value", .error, "a field of an object has a value that its kind does not take")
  static let brokenObjectRule = Code(
    "broken-object-rule", .error, "an object breaks a rule that the definition of its kind gives")
}
