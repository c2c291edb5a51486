import Foundation
import PackagePlugin

/// Generates the Swift file that holds the target's folder, before the target is compiled.
@main
struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let embedded = target.sourceFiles.map(\.url)
      .filter { $0.pathExtension != "swift" }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(target.name)",
        executable: try context.tool(named: "embed-files").url,
        arguments: [target.directoryURL.path, output.path] + embedded.map(\.path),
        inputFiles: embedded,
        outputFiles: [output])
    ]
  }
}
