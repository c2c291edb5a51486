// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C library of the system, imported by exactly one Swift target.
func system(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(
    name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

/// A target of ours; `dependencies` name what it may see, and nothing else.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "mooring",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "mooring", targets: ["mooring"])],
  targets: [
    // Libraries of the system.
    system("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
    system("CLibGit2", pkgConfig: "libgit2", apt: "libgit2-dev", brew: "libgit2"),
    system("CLibCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),

    // Vocabulary: what every pass speaks of.
    module("Values"),
    module("Workers"),
    module("Diagnostics", ["Values"]),
    module("Cryptography", ["CLibCrypto"]),
    module("Sources"),
    module("YAML", ["CLibYAML", "Diagnostics", "Values"]),
    module("Patterns"),
    module("CEL", ["Patterns", "Values"]),
    module("JSONE", ["Diagnostics", "Values", "YAML"]),
    module("Fields", ["Diagnostics", "Values", "YAML"]),
    module("Versions"),
    module(
      "Kustomize",
      [
        "Cryptography", "Diagnostics", "Manifests", "Patterns", "Sources", "Values", "YAML",
      ]),
    module(
      "Topology", ["Cryptography", "Diagnostics", "Fields", "Kustomize", "Versions"]),
    module(
      "Description",
      [
        "Cryptography", "Diagnostics", "Fields", "Kustomize", "Topology", "Values", "Versions",
        "YAML",
      ]),
    module("Components", ["Diagnostics", "Fields", "JSONE", "Sources", "Values", "YAML"]),
    module("Manifests", ["Diagnostics", "Values"]),
    module(
      "Schemas", ["BuiltinSchemas", "CEL", "Diagnostics", "Fields", "Patterns", "Values"]),

    // Passes, in the order of a run. None imports another.
    module("Git", ["CLibGit2", "Cryptography", "Sources"]),
    module(
      "Loading",
      [
        "Cryptography", "Description", "Diagnostics", "Fields", "Manifests", "Sources", "Topology",
        "Kustomize", "Values", "Workers", "YAML",
      ]),
    module(
      "Planning",
      [
        "Components", "Cryptography", "Description", "Diagnostics", "Fields", "JSONE", "Manifests",
        "Topology", "Kustomize", "Values", "Versions", "Workers",
      ]),
    module(
      "Rendering",
      [
        "Components", "Cryptography", "Diagnostics", "Fields", "JSONE", "Manifests", "Values",
        "YAML",
      ]),
    module(
      "FluxRepository",
      [
        "Diagnostics", "Fields", "Kustomize", "Manifests", "Sources", "Topology", "Values", "YAML",
      ]),
    module(
      "Rules",
      [
        "Cryptography", "Diagnostics", "Fields", "Kustomize", "Manifests", "Schemas", "Topology",
        "Values", "Versions", "YAML",
      ]),
    module("Layout", ["Diagnostics", "Manifests", "Values", "YAML"]),
    module(
      "Difference",
      ["Cryptography", "Diagnostics", "Manifests", "Schemas", "Values", "Versions"]),
    module(
      "FileTree",
      ["Cryptography", "Diagnostics", "Manifests", "Sources", "Values", "Workers", "YAML"]),

    // The folders templates/ and schemas/, embedded.
    .plugin(
      name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),
    .executableTarget(name: "embed-files", swiftSettings: settings),
    .target(
      name: "BuiltinSchemas", path: "schemas", swiftSettings: settings, plugins: ["EmbedFiles"]),
    .target(
      name: "BuiltinTemplates", path: "templates", swiftSettings: settings,
      plugins: ["EmbedFiles"]),

    // Composition.
    module(
      "Compiler",
      [
        "BuiltinTemplates", "Components", "Cryptography", "Description", "Diagnostics",
        "Difference", "Fields",
        "FileTree", "FluxRepository", "Git", "JSONE", "Kustomize", "Layout", "Loading", "Manifests",
        "Planning", "Rendering", "Rules", "Schemas",
        "Sources", "Topology", "Values", "Versions", "Workers", "YAML",
      ]),
    module(
      "Commands",
      [
        "Compiler", "Components", "Cryptography", "Description", "Diagnostics", "Difference",
        "Fields",
        "FileTree", "Git", "Loading", "Manifests", "Rendering", "Rules", "Schemas", "Sources",
        "Topology", "Values", "YAML",
      ]),
    .executableTarget(name: "mooring", dependencies: ["Commands"], swiftSettings: settings),

    tests("WorkersTests", ["Workers"]),
    tests("ValuesTests", ["Values"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("YAMLTests", ["Diagnostics", "SeededNumbers", "Values", "YAML"]),
    tests("PatternsTests", ["Patterns", "SeededNumbers"]),
    tests("CELTests", ["CEL", "Patterns", "SeededNumbers", "Values", "YAML"]),
    tests("JSONETests", ["Diagnostics", "JSONE", "SeededNumbers", "Values", "YAML"]),
    tests("CryptographyTests", ["Cryptography", "SeededNumbers", "TemporaryFolders", "Topology"]),
    tests("BuiltinTemplatesTests", ["BuiltinTemplates"]),
    // What tests of several rooms share.
    .target(
      name: "TemporaryFolders", path: "Tests/TemporaryFolders", swiftSettings: settings),
    .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: settings),
    tests("GitTests", ["FixtureFleets", "Git", "Programs", "TemporaryFolders", "mooring"]),
    tests("SourcesTests", ["Sources", "Git", "TemporaryFolders"]),
    tests(
      "FileTreeTests",
      [
        "Cryptography", "Diagnostics", "FileTree", "Manifests", "SeededNumbers", "Sources",
        "TemporaryFolders",
      ]),
    tests(
      "KustomizeTests",
      [
        "Diagnostics", "FixtureFleets", "Kustomize", "Manifests", "Programs", "SeededNumbers",
        "Sources", "TemporaryFolders", "Values", "YAML",
      ]),
    tests(
      "DifferenceTests",
      ["Diagnostics", "Difference", "Manifests", "Schemas", "SeededNumbers", "Values", "YAML"]),
    tests("FluxRepositoryTests", ["FluxRepository", "Values"]),
    tests("FieldsTests", ["Description", "Diagnostics", "Fields", "YAML"]),
    tests("TopologyTests", ["Description", "Fields", "SeededNumbers", "Topology", "Versions"]),
    tests(
      "RulesTests", ["Cryptography", "Diagnostics", "Manifests", "Rules", "Topology", "Values"]),
    tests(
      "MistakeTests",
      [
        "Commands", "Compiler", "Diagnostics", "FixtureFleets", "Manifests", "Rules",
        "SeededNumbers", "Sources", "TemporaryFolders",
      ]),
    .target(name: "Programs", path: "Tests/Programs", swiftSettings: settings),
    .target(
      name: "FixtureFleets", dependencies: ["Compiler", "Diagnostics", "Manifests", "Sources"],
      path: "Tests/FixtureFleets", swiftSettings: settings),
    .target(
      name: "SchemaWalk", dependencies: ["Values", "YAML"], path: "Tests/SchemaWalk",
      swiftSettings: settings),
    .target(
      name: "SchemaSamples", dependencies: ["Values", "YAML"], path: "Tests/SchemaSamples",
      swiftSettings: settings),
    tests("SchemaWalkTests", ["SchemaSamples", "SchemaWalk", "Values", "YAML"]),
    tests(
      "TreeTests",
      [
        "Compiler", "Description", "Diagnostics", "Fields", "FileTree", "FixtureFleets",
        "Manifests", "Programs", "Rendering", "SchemaWalk", "SeededNumbers", "Sources",
        "TemporaryFolders", "Values", "YAML",
      ]),
    tests(
      "MatrixTests",
      [
        "Commands", "Compiler", "Cryptography", "Diagnostics", "FileTree", "FixtureFleets",
        "Manifests", "Programs", "Sources", "TemporaryFolders",
      ]),
    tests(
      "ProgramTests",
      ["Commands", "FixtureFleets", "Programs", "TemporaryFolders", "Values", "YAML", "mooring"]),
    tests(
      "HookTests", ["Commands", "FixtureFleets", "Programs", "TemporaryFolders", "mooring"]),
    tests("SchemasTests", ["SchemaSamples", "Schemas", "Values", "YAML"]),
    tests("ComponentsTests", ["Components", "Diagnostics", "Sources"]),
    tests("InstallScriptTests", []),
    tests(
      "TraceTests",
      [
        "Commands", "Compiler", "Diagnostics", "FileTree", "FixtureFleets", "Manifests", "Sources",
        "TemporaryFolders",
      ]),
    tests("CommandsTests", ["Commands", "Compiler", "Diagnostics", "Values", "YAML"]),
  ]
)
