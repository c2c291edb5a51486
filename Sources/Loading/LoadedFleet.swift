import Description
import Diagnostics
import Fields
import Manifests
import YAML

/// A description as it was read: the fleet where there is one, and what is wrong with it.
package struct LoadedFleet: Sendable {
  /// nil where there is no single document of kind Fleet.
  package var fleet: Fleet?
  /// The layers of each cluster's `spec`, strongest first, by the cluster's name.
  package var layers: [String: LayeredNode]
  /// The root of the fleet's document.
  package var document: YAMLNode?
  package var diagnostics: Diagnostics
  /// Every file that was read, by path.
  package var files: [String: YAMLFile]
  /// Files that hold a private key: their text is never shown.
  package var secretFiles: Set<String> = []
  /// What is shown in place of files that hold something in clear, or may: as long, line by line.
  package var masked: [String: [UInt8]] = [:]
  /// Files of encrypted Secrets that clusters name, by path.
  package var attachments: [String: AttachedFile] = [:]

  /// Of a description that could not be read.
  package init(diagnostics: Diagnostics) {
    self.init(fleet: nil, layers: [:], document: nil, diagnostics: diagnostics, files: [:])
  }

  init(
    fleet: Fleet?, layers: [String: LayeredNode], document: YAMLNode?, diagnostics: Diagnostics,
    files: [String: YAMLFile]
  ) {
    self.fleet = fleet
    self.layers = layers
    self.document = document
    self.diagnostics = diagnostics
    self.files = files
  }
}
