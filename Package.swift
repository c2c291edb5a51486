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
    module("Diagnostics"),
    module("Cryptography", ["CLibCrypto"]),
    module("Sources"),
    module("YAML", ["CLibYAML", "Diagnostics", "Values"]),
    module("JSONE", ["Diagnostics", "Values", "YAML"]),
    module("Fields", ["Diagnostics", "Values", "YAML"]),
    module("Versions"),
    module("UserManifests", ["Diagnostics", "Sources", "Values", "YAML"]),
    module(
      "Topology", ["Cryptography", "Diagnostics", "Fields", "UserManifests", "Versions"]),
    module(
      "Description",
      ["Diagnostics", "Fields", "Topology", "UserManifests", "Values", "Versions", "YAML"]),
    module("Components", ["Diagnostics", "Fields", "JSONE", "Sources", "Values", "YAML"]),
    module("Manifests", ["Diagnostics", "Values"]),

    // Passes, in the order of a run. None imports another.
    module("Git", ["CLibGit2", "Sources"]),
    module(
      "Loading",
      [
        "Cryptography", "Description", "Diagnostics", "Fields", "Manifests", "Sources", "Topology",
        "UserManifests", "Values", "Workers", "YAML",
      ]),
    module(
      "Planning",
      [
        "Components", "Cryptography", "Description", "Diagnostics", "Fields", "JSONE", "Manifests",
        "Topology", "UserManifests", "Values", "Versions", "Workers",
      ]),
    module(
      "Rendering",
      [
        "Components", "Cryptography", "Diagnostics", "Fields", "JSONE", "Manifests", "Values",
        "YAML",
      ]),
    module(
      "Rules",
      [
        "Cryptography", "Diagnostics", "Fields", "Manifests", "Topology", "UserManifests", "Values",
        "Versions", "YAML",
      ]),
    module("Layout", ["Diagnostics", "Manifests", "Values", "YAML"]),
    module(
      "FileTree",
      ["Cryptography", "Diagnostics", "Manifests", "Sources", "Values", "Workers", "YAML"]),

    // The folder templates/, embedded.
    .plugin(
      name: "EmbedTemplates", capability: .buildTool(), dependencies: ["embed-templates"]),
    .executableTarget(name: "embed-templates", swiftSettings: settings),
    .target(
      name: "BuiltinTemplates", path: "templates", swiftSettings: settings,
      plugins: ["EmbedTemplates"]),

    // Composition.
    module(
      "Compiler",
      [
        "BuiltinTemplates", "Components", "Cryptography", "Description", "Diagnostics", "Fields",
        "FileTree", "Git", "JSONE", "Layout", "Loading", "Manifests", "Planning", "Rendering",
        "Rules",
        "Sources", "Topology", "Values", "Versions", "Workers", "YAML",
      ]),
    module(
      "Commands",
      [
        "Compiler", "Components", "Description", "Diagnostics", "Fields", "FileTree", "Git",
        "Loading",
        "Manifests", "Rendering", "Rules", "Sources", "Values", "YAML",
      ]),
    .executableTarget(name: "mooring", dependencies: ["Commands"], swiftSettings: settings),

    tests("WorkersTests", ["Workers"]),
    tests("ValuesTests", ["Values"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("YAMLTests", ["Diagnostics", "SeededNumbers", "Values", "YAML"]),
    tests("JSONETests", ["Diagnostics", "JSONE", "SeededNumbers", "Values", "YAML"]),
    tests("CryptographyTests", ["Cryptography", "SeededNumbers", "TemporaryFolders"]),
    tests("BuiltinTemplatesTests", ["BuiltinTemplates"]),
    // What tests of several rooms share.
    .target(
      name: "TemporaryFolders", path: "Tests/TemporaryFolders", swiftSettings: settings),
    .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: settings),
    tests("SourcesTests", ["Sources", "Git", "TemporaryFolders"]),
    tests(
      "FileTreeTests",
      [
        "Cryptography", "Diagnostics", "FileTree", "Manifests", "SeededNumbers", "Sources",
        "TemporaryFolders",
      ]),
    tests("UserManifestsTests", ["Diagnostics", "FixtureFleets", "UserManifests"]),
    tests("FieldsTests", ["Description", "Diagnostics", "Fields", "YAML"]),
    tests("TopologyTests", ["Description", "Fields", "SeededNumbers", "Topology", "Versions"]),
    tests(
      "RulesTests", ["Cryptography", "Diagnostics", "Manifests", "Rules", "Topology", "Values"]),
    tests(
      "MistakeTests",
      [
        "Commands", "Compiler", "Diagnostics", "Rules", "SeededNumbers", "Sources",
        "TemporaryFolders",
      ]),
    .target(name: "Programs", path: "Tests/Programs", swiftSettings: settings),
    .target(
      name: "FixtureFleets", dependencies: ["Compiler", "Diagnostics", "Manifests", "Sources"],
      path: "Tests/FixtureFleets", swiftSettings: settings),
    .target(
      name: "SchemaWalk", dependencies: ["Values", "YAML"], path: "Tests/SchemaWalk",
      swiftSettings: settings),
    tests("SchemaWalkTests", ["SchemaWalk", "Values", "YAML"]),
    tests(
      "TreeTests",
      [
        "Compiler", "Description", "Diagnostics", "Fields", "FileTree", "FixtureFleets",
        "Manifests", "Programs", "Rendering", "SchemaWalk", "SeededNumbers", "Sources",
        "TemporaryFolders", "Values", "YAML",
      ]),
    tests(
      "ProgramTests", ["Commands", "FixtureFleets", "Programs", "TemporaryFolders", "mooring"]),
    tests("ComponentsTests", ["Components", "Diagnostics", "Sources"]),
    tests("InstallScriptTests", []),
    tests("CommandsTests", ["Commands", "Compiler", "Diagnostics", "Values", "YAML"]),
  ]
)
