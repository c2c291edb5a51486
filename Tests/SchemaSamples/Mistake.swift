import Testing
import Values

/// A sample with one mistake, and what is to be said of it.
package struct Mistake: Sendable, CustomTestStringConvertible {
  package let sample: Sample
  package let original: String
  package let broken: String
  package let found: String

  package init(_ sample: Sample, _ original: String, _ broken: String, _ found: String) {
    self.sample = sample
    self.original = original
    self.broken = broken
    self.found = found
  }

  package var testDescription: String { "\(sample.testDescription): \(found)" }
}
