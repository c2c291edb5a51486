/// What may be written in a kustomization.yaml: kustomize refuses unknown fields and other types.
indirect enum FieldShape: Sendable {
  case text, flag, integer, anything
  case list(FieldShape)
  /// Any keys.
  case mapping(FieldShape)
  case fields([String: FieldShape])

  var name: String {
    switch self {
    case .text: "a text"
    case .flag: "true or false"
    case .integer: "an integer"
    case .anything: "anything"
    case .list: "a list"
    case .mapping, .fields: "a mapping"
    }
  }

  private static let texts = FieldShape.list(.text)
  private static let textMapping = FieldShape.mapping(.text)

  private static let selector: [String: FieldShape] = [
    "group": .text, "version": .text, "kind": .text, "name": .text, "namespace": .text,
    "labelSelector": .text, "annotationSelector": .text,
  ]
  private static let fieldSpec = FieldShape.fields([
    "path": .text, "group": .text, "version": .text, "kind": .text, "create": .flag,
  ])
  private static let patches = FieldShape.list(
    .fields([
      "path": .text, "patch": .text, "target": .fields(selector), "options": .mapping(.flag),
    ]))
  private static let images = FieldShape.list(
    .fields([
      "name": .text, "newName": .text, "newTag": .text, "digest": .text, "tagSuffix": .text,
    ]))
  private static let generatorOptions: [String: FieldShape] = [
    "labels": textMapping, "annotations": textMapping, "disableNameSuffixHash": .flag,
    "immutable": .flag,
  ]
  private static let generator: [String: FieldShape] = [
    "name": .text, "namespace": .text, "behavior": .text, "literals": texts, "files": texts,
    "envs": texts, "env": .text, "options": .fields(generatorOptions),
  ]
  private static let metadata = FieldShape.fields([
    "name": .text, "namespace": .text, "labels": textMapping, "annotations": textMapping,
  ])
  private static let fieldOptions = FieldShape.fields([
    "delimiter": .text, "index": .integer, "encoding": .text, "create": .flag,
  ])
  private static let replacements = FieldShape.list(
    .fields([
      "path": .text, "sourceValue": .text,
      "source": .fields([
        "group": .text, "version": .text, "kind": .text, "name": .text, "namespace": .text,
        "fieldPath": .text, "options": fieldOptions,
      ]),
      "targets": .list(
        .fields([
          "select": .fields(selector), "reject": .list(.fields(selector)), "fieldPaths": texts,
          "options": fieldOptions,
        ])),
    ]))

  /// api/types/kustomization.go
  static let kustomization: [String: FieldShape] = [
    "apiVersion": .text, "kind": .text, "metadata": metadata, "openapi": textMapping,
    "namePrefix": .text, "nameSuffix": .text, "namespace": .text,
    "commonLabels": textMapping, "commonAnnotations": textMapping,
    "labels": .list(
      .fields([
        "pairs": textMapping, "includeSelectors": .flag, "includeTemplates": .flag,
        "includeVolumeClaimTemplates": .flag, "fields": .list(fieldSpec),
      ])),
    "patchesStrategicMerge": texts, "patchesJson6902": patches, "patches": patches,
    "images": images, "imageTags": images, "replacements": replacements,
    "replicas": .list(.fields(["name": .text, "count": .integer])),
    "vars": .list(.anything), "sortOptions": .anything,
    "resources": texts, "components": texts, "crds": texts, "bases": texts,
    "configMapGenerator": .list(.fields(generator)),
    "secretGenerator": .list(.fields(generator.merging(["type": .text]) { own, _ in own })),
    "helmGlobals": .anything, "helmCharts": .list(.anything),
    "helmChartInflationGenerator": .list(.anything),
    "generatorOptions": .fields(generatorOptions), "configurations": texts,
    "generators": texts, "transformers": texts, "validators": texts, "buildMetadata": texts,
  ]
}
