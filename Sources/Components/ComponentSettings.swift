import Diagnostics
import Fields
import YAML

/// What component.yaml says, as it is the same for every cluster.
package struct ComponentSettings: Described, Sendable {
  package let summary: Located<String>
  package let documentation: Located<String>
  /// Where the component's scripts are.
  package let namespace: Located<LabelName>?
  package let dependsOn: [Located<LabelName>]
  package let scripts: ScriptSettings?
  package let uninstalls: UninstallSettings?

  package init(_ fields: inout Fields) {
    summary = fields.required("summary", String.self, "what the component is, in one line")
    documentation = fields.required(
      "documentation", String.self, "what it does and what to know of it")
    namespace = fields.optional(
      "namespace", LabelName.self, "the namespace of its scripts")
    dependsOn = fields.oneOrMore(
      "dependsOn", LabelName.self, required: false,
      "components that must be ready before it, where a cluster has them")
    scripts = fields.optional(
      "scripts", ScriptSettings.self, "files that a ConfigMap carries into the cluster")
    uninstalls = fields.optional(
      "uninstalls", UninstallSettings.self,
      "what its Job takes away that the Jobs of other components have applied")
    if scripts != nil && namespace == nil {
      fields.reportIncomplete(
        "scripts need a namespace to lie in",
        help: "add 'namespace', where the Job runs that uses them")
    }
    fields.template("present", required: true, "whether a cluster has it")
    fields.template(
      "job", required: false,
      "its Job: name, script (install.sh), values (a ConfigMap), env, cli (whether it calls the CLI: true), and inputs whose change makes it run again"
    )
    fields.template(
      "attach", required: false,
      "files of the repository that its folder holds as they are: a list of paths")
    fields.template(
      "requires", required: false,
      "Flux Kustomizations of the user's that must be ready before it: a list of name and namespace"
    )
    fields.template(
      "facts", required: false,
      "a mapping that its templates of flux/ and components/ read as 'component.facts'")
    fields.template(
      "flux", required: false,
      "fields of its Flux Kustomization's spec that differ from the common ones; false where it has none"
    )
  }
}

/// What an uninstall Job takes away.
package struct UninstallSettings: Described, Sendable {
  package let components: [Located<LabelName>]
  package let field: Located<String>

  package init(_ fields: inout Fields) {
    components = fields.oneOrMore(
      "components", LabelName.self, required: true,
      "components of which nothing but this Job removes what their Jobs have applied")
    field = fields.required(
      "field", String.self, "what the description says to have it, as 'linkerd.state: absent'")
  }
}

package struct ScriptSettings: Described, Sendable {
  package let configMap: Located<ObjectName>
  package let files: [Located<String>]

  package init(_ fields: inout Fields) {
    configMap = fields.required("configMap", ObjectName.self, "the name of the ConfigMap")
    files = fields.oneOrMore(
      "files", String.self, required: true,
      "names of files in base/, or paths below templates/ of files that another component has")
  }
}
