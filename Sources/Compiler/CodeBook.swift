import Components
import Description
import Diagnostics
import Fields
import FileTree
import JSONE
import Layout
import Loading
import Planning
import Rendering
import Rules
import Topology
import YAML

/// Every code that a finding may have.
package enum CodeBook {
  package static var all: [Code] { RuleBook.standard.rules.flatMap { $0.codes } + withoutRule }

  /// The codes of the rooms that read and write. A test holds this list against the sources.
  private static let withoutRule: [Code] = [
    // YAML
    .aliasBomb, .ambiguousBoolean, .ambiguousDate, .ambiguousExponent, .ambiguousLineBreak,
    .ambiguousNumber, .byteOrderMark, .changedNumber, .controlCharacter, .cyclicAlias,
    .duplicateKey, .invalidUTF8, .invalidYAML, .largeInteger, .mergeKey, .nonFiniteNumber,
    .nonStringKey, .nulByte, .nullScalar, .reservedScalar, .sexagesimalNumber, .tabSeparation,
    .tooManyProblems, .unknownAlias, .yamlLimit, .yamlTag,
    // Fields
    .conflictingFields, .emptyValue, .incompleteMapping, .invalidName, .invalidValue, .missingField,
    .unknownField, .wrongType,
    // Topology
    .hostBits, .invalidCIDR, .invalidURL, .unusableBlock,
    // Description
    .invalidDigest, .invalidDuration, .invalidImage, .invalidPath, .unknownVersion,
    // Loading
    .duplicateCluster, .emptyDescription, .missingCertificate, .missingCluster, .missingDecryption,
    .missingFleet, .missingSecretFile, .missingSecretKey, .privateKey, .selfLink, .severalFleets,
    .unencryptedSecret, .unknownCluster, .unreadFile, .unreadableCertificate, .unreadableFile,
    .wrongSealScope, .wrongSecret,
    // JSONE
    .templateError, .templateLimit, .unknownTemplateName,
    // Components
    .ambiguousScript, .baseReadsCluster, .componentCycle, .emptyTemplate, .invalidScriptName,
    .missingComponent, .missingScript, .severalDocuments, .strayTemplate, .unappliedTemplate,
    .unknownComponent,
    // Planning
    .emptyCluster, .mismatchedPin,
    // Rendering
    .ambiguousPatch, .emptyComponent, .failedPatch, .incompleteObject, .ineffectivePatch,
    .refusedPatch, .unmatchedPatch, .wrongDocument,
    // Compiler
    .vanishedComponent,
    // Layout
    .unwritableValue,
    // FileTree
    .conflictedLock, .editedFile, .foreignFile, .interruptedWrite, .invalidLock, .missingFile,
    .outdatedFile, .staleFile, .unknownLockFormat,
  ]
}
