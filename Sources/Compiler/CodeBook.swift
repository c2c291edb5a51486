import Components
import Description
import Diagnostics
import Difference
import Fields
import FileTree
import FluxRepository
import JSONE
import Kustomize
import Layout
import Loading
import Planning
import Rendering
import Rules
import Topology
import YAML

/// Every code that a finding may have, and what there is to know of it.
package enum CodeBook {
  /// Codes that are explained together.
  package struct Chapter: Sendable {
    package let codes: [Code]
    /// What they mean, why it hurts, and the cure: plain text.
    package let explanation: String
    /// Whether a rule gives them, or a comparison, so that they may be allowed.
    package let isOfRule: Bool

    fileprivate init(_ codes: [Code], _ explanation: String, isOfRule: Bool = false) {
      self.codes = codes
      self.explanation = explanation
      self.isOfRule = isOfRule
    }

    fileprivate init(_ rule: any Rule.Type) {
      codes = rule.codes
      explanation = rule.explanation
      isOfRule = true
    }
  }

  package static var all: [Code] { chapters.flatMap(\.codes) }

  package static var chapters: [Chapter] {
    RuleBook.standard.rules.map(Chapter.init) + withoutRule
  }

  package static func chapter(of name: String) -> Chapter? {
    chapters.first { $0.codes.contains { $0.name == name } }
  }

  /// The codes of the rooms that read and write. A test holds this list against the sources.
  private static let withoutRule: [Chapter] = [
    // YAML
    Chapter(
      [
        .ambiguousAnchor, .byteOrderMark, .controlCharacter, .duplicateKey, .invalidUTF8,
        .invalidYAML,
        .ambiguousLineBreak, .mergeKey, .nonStringKey, .nulByte, .tabSeparation, .unknownAlias,
        .yamlTag,
      ],
      """
      The file is no YAML, or is YAML that its readers take differently: Flux, kustomize, kubectl and
      Mooring each have a reader of their own, and what one skips another refuses.

      Cure: what the help under the finding says. Where a whole file is refused, its encoding is the
      first thing to look at: UTF-8, without a byte order mark.
      """),
    Chapter(
      [
        .ambiguousBoolean, .ambiguousDate, .ambiguousExponent, .ambiguousNumber, .changedNumber,
        .largeInteger, .nonFiniteNumber, .nullScalar, .reservedScalar, .sexagesimalNumber,
      ],
      """
      A scalar without quotes that one reader of YAML takes for text and another for a number, a
      boolean, a date or nothing: 'no' is false to YAML 1.1 and text to YAML 1.2, '0755' is 493 or 755,
      '12:30' is 750 to some. The value that reaches the cluster depends on who read it last.

      Cure: quotes where text is meant; the plain form of the value where it is not.
      """),
    Chapter(
      [.aliasBomb, .cyclicAlias, .tooManyProblems, .yamlLimit],
      """
      The file is larger, deeper or more repetitive than any description is, so that it could use up
      the memory or the time of whoever reads it. It is refused before that.

      Cure: split the file; write out what aliases repeat.
      """),
    // Fields
    Chapter(
      [
        .conflictingFields, .emptyValue, .incompleteMapping, .invalidName, .invalidValue,
        .missingField, .unknownField, .wrongType,
      ],
      """
      The description is YAML, and not what its fields take. A field that is misspelt would be a
      setting that nobody reads, so that nothing unknown is let pass.

      Cure: 'mooring explain FIELD' says what a field holds.
      """),
    // Kustomize
    Chapter(
      [
        .emptyKustomization, .ignoredDocument, .severalKustomizationFiles,
        .unknownKustomizationField, .wrongKustomizationType,
      ],
      """
      kustomize is strict with its own file: a field that it does not know, or a value of another type,
      ends the build, and Flux then applies nothing of the folder. It reads the file by YAML 1.1, so
      that 'newTag: 1.20' is a number and 'newTag: on' a boolean. Two things pass silently: a second
      document of the file, which is not read, and an empty file where a Flux Kustomization reads it,
      which deletes all that it had applied.

      Example: 'resource: [web.yaml]'.

      Cure: the field as the help spells it; quotes round what is meant as text; one kustomization
      file a folder, with one document.
      """),
    Chapter(
      [
        .kustomizationCycle, .misplacedComponent, .missingKustomization, .missingListedFile,
        .missingResource, .pathOutsideRepository, .unidentifiedObject,
      ],
      """
      What a kustomization lists has to be there when Flux builds it: in the artifact of its source,
      which leaves out what '.sourceignore' names, and nothing that is outside the repository. A file
      has to hold objects, each with a kind and a name. A folder needs a kustomization.yaml of its own;
      only the one that a Flux Kustomization reads may do without, and then every YAML file below it
      is taken for a manifest. A Component is listed under 'components', every other folder under
      'resources', and none leads back to itself.

      Example: 'resources: [web.yml]' beside a file 'web.yaml'.

      Cure: the path as it is; files that are no manifests belong in another folder.
      """),
    Chapter(
      [.ambiguousReference, .clashingNames, .repeatedObject],
      """
      Within a build each object has its kind, namespace and name for itself. The same folder reached
      by two ways, or a 'namespace' that brings together what had different ones, ends the build. Where
      names change on the way, references follow them; they cannot where several objects had a name.

      Example: 'resources: [../base, ../overlay]', where the overlay builds on the base.

      Cure: list a folder once in a build; give one of two objects another name.
      """),
    Chapter(
      [
        .failedKustomizePatch, .idlePatch, .invalidKustomizePatch, .invalidSelector,
        .unmatchedKustomizePatch,
      ],
      """
      A patch without a 'target' is for the one object of its apiVersion, kind, name and namespace: if
      that is not in the build, the build ends. A patch with a 'target' may select many objects, or
      none, of which kustomize says nothing: what was to be changed stays as it is. The fields of a
      target are regular expressions for the whole text. Operations of a JSON patch need what is on
      their path to be there.

      Example: a patch of 'Deployment web' that names namespace 'shop', where the manifest names none.

      Cure: apiVersion, kind, name and namespace as the object has them before this kustomization
      changes them.
      """),
    Chapter(
      [
        .conflictingGenerator, .invalidGenerator, .invalidReplacement, .unknownBehavior,
        .unmatchedReplicas,
      ],
      """
      Generators make ConfigMaps and Secrets of literals and files, replacements copy fields from one
      object to others, and 'replicas' sets a number by the name of a workload. Each of them ends the
      build where what it names is not there: the object to merge with, the field to copy to, the
      workload. An unknown 'behavior' is taken for 'create'.

      Example: 'behavior: merge' for a ConfigMap of the base that has a namespace, where the generator
      names none.

      Cure: names and namespaces as the objects have them; 'options: {create: true}' for a field that
      is to be made.
      """),
    // Topology, Description
    Chapter(
      [
        .hostBits, .invalidCIDR, .invalidDigest, .invalidDuration, .invalidImage, .invalidPath,
        .invalidURL, .unknownVersion, .unusableBlock,
      ],
      """
      A value has the right type and not the form that its readers accept: Kubernetes, Flux, Linkerd
      or Mooring itself. They would refuse it on the cluster, or take it for something else.

      Cure: the form that the label under the value names.
      """),
    // Loading
    Chapter(
      [
        .duplicateCluster, .emptyDescription, .missingCluster, .missingFleet, .selfLink,
        .severalFleets, .unknownCluster, .unreadFile, .unreadableFile,
      ],
      """
      A description is one document of kind Fleet and one of kind Cluster for each cluster, in files
      below clusters/. Names say which is which, and links and groups refer to them.

      A file that seems to be one of them and is not read would make its cluster look gone.

      Cure: one Fleet, a name for each cluster, no name that nothing has; regular files whose names
      end in '.yaml'.
      """),
    Chapter(
      [.missingCertificate, .privateKey, .unreadableCertificate],
      """
      Trust anchors are public certificates in files of the repository. A private key has no place
      there: whoever reads the repository could issue identities of the mesh, and a key that was
      committed once has to be replaced.

      Cure: the certificate alone, as PEM; the key where nobody commits it.
      """),
    Chapter(
      [
        .missingDecryption, .missingSecretFile, .missingSecretKey, .unencryptedSecret,
        .wrongSealScope, .wrongSecret,
      ],
      """
      A Secret may come as a file that SOPS or Sealed Secrets has encrypted. It is carried byte by
      byte, so it has to be whole, encrypted, of the name, namespace and keys that are read in the
      cluster, and Flux has to know how to decrypt it.

      Cure: encrypt the Secret that the label describes, and name its file.
      """),
    // JSONE, Components
    Chapter(
      [
        .ambiguousScript, .baseReadsCluster, .componentCycle, .emptyTemplate, .invalidScriptName,
        .missingComponent, .missingScript, .severalDocuments, .strayTemplate, .templateError,
        .templateLimit, .unappliedTemplate, .unknownComponent, .unknownTemplateName,
      ],
      """
      Templates of your own replace built-in files of the same path, or add components. They are
      JSON-e: data with expressions, without input or output, bounded in time and memory.

      Cure: 'mooring templates eject COMPONENT' gives the built-in files to start from.
      """),
    // Planning
    Chapter(
      [.emptyCluster, .mismatchedPin],
      """
      What is described cannot be planned as it stands: nothing would be applied to a cluster, or the
      lock pins a release that is not of the version that is asked for.

      Cure: what the help under the finding says.
      """),
    // Rendering
    Chapter(
      [
        .ambiguousPatch, .emptyComponent, .failedPatch, .incompleteObject, .ineffectivePatch,
        .refusedPatch, .unmatchedPatch, .wrongDocument,
      ],
      """
      A template gave no Kubernetes object, or a patch of the description does not do what it says. A
      patch that silently matches nothing is a change that somebody believes in.

      Cure: 'mooring render CLUSTER' shows the objects that patches name.
      """),
    // Rules
    Chapter(
      [.needlessRaise, .refusedAllowance, .unknownFinding, .unusedAllowance],
      """
      What rules find can be allowed, with a reason: for a fleet in 'rules.allow', or at a place by a
      comment, '# mooring: allow CODE: REASON', which is for its line, or for the next one, and for what
      is indented under it. Warnings can be raised to errors in 'rules.raise'; an error is never less
      than one. What guards keys and files cannot be allowed, nor what no rule gives.

      Cure: name a code that 'mooring explain' lists, say why, and remove what is no longer needed.
      """),
    // Compiler
    Chapter(
      [.vanishedComponent],
      """
      A component that was applied is no longer described. Flux would delete what it installed, in
      whatever order, and a mesh that vanishes under running pods takes their network with it.

      Cure: 'state: absent' keeps it known until its removal is through.
      """),
    // Compiler, where two sides are compared
    Chapter(
      [.deletedData, .deletedDefinition, .deletedNamespace],
      """
      Found by 'mooring diff'. What a change takes out of the tree Flux deletes from the cluster. With a
      namespace goes everything in it, also what Flux never applied; with the definition of a kind go
      all objects of that kind; with the claim of a volume what is stored on it, unless its storage
      class keeps volumes.

      Cure: what the help under the finding says; allow it where it is meant.
      """, isOfRule: true),
    Chapter(
      [.refusedChange],
      """
      Found by 'mooring diff'. Some fields of an object can be given only when it is made, such as the
      template of a Job or the selector of a Deployment. The API server refuses to change them, the
      Flux Kustomization fails, and whatever waits for it waits for ever.

      Cure: another name for the object, or the annotation that lets Flux delete it and make it anew.
      Allow it where somebody deletes the object by hand.
      """, isOfRule: true),
    Chapter(
      [.renamedFluxKustomization],
      """
      Found by 'mooring diff'. A Flux Kustomization owns what it applied. Under another name it is another
      one: Flux deletes the old one, and with it everything that it owns, while the new one makes the
      same objects. Which of the two is last is a matter of luck.

      Cure: keep the name. Where it has to change, let go first: 'deletionPolicy: Orphan' in the old
      one, applied, and the new name in the next change. Allow it where the objects may go.
      """, isOfRule: true),
    // FluxRepository
    Chapter(
      [.couldNotCheck],
      """
      Something that the repository refers to is not in it, or not to be read without running or
      fetching something: another repository, a Secret that is encrypted, a variable that is set
      elsewhere, a remote base. What depends on it was not judged, neither as right nor as wrong.

      Cure: none is needed. To have it judged, bring it into the repository.
      """),
    Chapter(
      [.malformedVariable, .undefinedVariable],
      """
      A Flux Kustomization with 'postBuild' replaces '${NAME}' in the text of everything that it
      applies, in the scripts of a ConfigMap as well. It knows '${NAME}', '${NAME:=default}' and a few
      forms more of a shell, and refuses an object that holds anything else between '${' and '}'. A
      name without a value is refused since Flux 2.9, and was replaced by nothing before.

      Cure: define the variable; write '$${NAME}' for what is no variable of Flux; annotate an object
      with 'kustomize.toolkit.fluxcd.io/substitute: disabled' to have it left alone.
      """),
    Chapter(
      [.missingFluxPath],
      """
      A Flux Kustomization reads a folder of its source. Where there is none, it fails, applies
      nothing, and whatever waits for it waits for ever.

      Cure: the path from the root of the repository: './apps/production'.
      """),
    // Layout
    Chapter(
      [.unwritableValue],
      """
      A value cannot be written as YAML that every reader takes for the same value.

      Cure: write it another way; the label says which.
      """),
    // Files in git
    Chapter(
      [.conflictedLock, .conflictedTree, .mergeConflict, .unmergedFile],
      """
      Two lines of history changed the same lines, git could not tell which to keep, and nobody has told
      it yet: the file holds both, between lines of '<<<<<<<' and '>>>>>>>', or git's index holds the
      file as each side has it. Of such a file nothing is read.

      Cure: in a description or a template, keep what is right of both sides, remove the lines of marks,
      and 'git add' the file. In the tree, nothing is to be resolved by hand: 'mooring build' writes what
      the merged description gives. It takes for its own what either side's lock names, and of two
      releases that the sides settled on, it keeps the newer.
      """),
    Chapter(
      [.unknownFile],
      """
      A file lies in a folder of the tree that Mooring writes, and is not Mooring's. The kustomization.yaml
      there lists what is generated and nothing else, so that Flux does not apply this file, though it
      looks as if it were part of the tree. Files that git ignores, names that start with a dot, and
      copies of editors are not told.

      It is a warning, since what Flux applies is right without the file.

      Cure: a folder of your own, beside the tree or in it, that a Flux Kustomization of yours applies; or a
      template in templates/, where the object belongs to a component.
      """),
    // FileTree
    Chapter(
      [
        .editedFile, .foreignFile, .interruptedWrite, .invalidLock, .missingFile,
        .outdatedFile, .staleFile, .unknownLockFormat,
      ],
      """
      The tree in the repository is not what the description compiles to. Flux applies the tree, so
      that what is described is not what runs; and an edit by hand is lost at the next build.

      Cure: 'mooring build', and commit what it wrote. An edit belongs in the description, in 'patches'
      or in a template of your own.
      """),
  ]
}
