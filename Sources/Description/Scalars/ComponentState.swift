import Fields

/// Whether a part of the mesh is there. What is to go stays in the description until it is gone.
package enum ComponentState: String, WordField {
  case present
  /// Its uninstall Job runs; then it can leave the description.
  case absent
}
