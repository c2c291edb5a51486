import CEL
import Testing
import Values
import YAML

/// Rules of projects that people install, each with values of which the verdict is known.
@Suite("Rules that people meet")
struct KnownRuleTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rule: String
    let holding: [String]
    let failing: [String]

    init(_ name: String, _ rule: String, holds: [String], fails: [String]) {
      testDescription = name
      self.rule = rule
      holding = holds
      failing = fails
    }
  }

  @Test("a rule tells right values from wrong ones", arguments: flux + gateways + others)
  func tells(_ example: Example) throws {
    let rule = try CELRule(example.rule)
    func outcome(_ text: String) throws -> CELOutcome {
      let document = try #require(YAMLFile(path: "v.yaml", bytes: Array(text.utf8)).documents.first)
      return rule.evaluate(document.value, typed: CELUntyped())
    }
    for value in example.holding { #expect(try outcome(value) == .holds, "\(value)") }
    for value in example.failing { #expect(try outcome(value) == .fails, "\(value)") }
  }

  static let flux = [
    Example(
      "a HelmRelease has a chart or a reference to one",
      "(has(self.chart) && !has(self.chartRef)) || (!has(self.chart) && has(self.chartRef))",
      holds: ["{chart: {}}", "{chartRef: {}}"], fails: ["{}", "{chart: {}, chartRef: {}}"]),
    Example(
      "a HelmChart is verified where it comes from a HelmRepository",
      "!has(self.verify) || self.sourceRef.kind == 'HelmRepository'",
      holds: ["{sourceRef: {kind: Bucket}}", "{verify: {}, sourceRef: {kind: HelmRepository}}"],
      fails: ["{verify: {}, sourceRef: {kind: GitRepository}}"]),
    Example(
      "a GitRepository's service account asks for a provider",
      "!has(self.serviceAccountName) || (has(self.provider) && (self.provider == 'azure' ||"
        + " self.provider == 'aws'))",
      holds: ["{}", "{serviceAccountName: a, provider: azure}"],
      fails: ["{serviceAccountName: a}", "{serviceAccountName: a, provider: generic}"]),
    Example(
      "a Bucket's security token service is of its provider",
      "self.provider != 'aws' || !has(self.sts) || self.sts.provider == 'aws'",
      holds: ["{provider: aws}", "{provider: aws, sts: {provider: aws}}", "{provider: generic}"],
      fails: ["{provider: aws, sts: {provider: ldap}}"]),
    Example(
      "an ImagePolicy with an interval reflects digests always",
      "!has(self.interval) || (has(self.digestReflectionPolicy) && self.digestReflectionPolicy =="
        + " 'Always')",
      holds: ["{}", "{interval: 5m, digestReflectionPolicy: Always}"],
      fails: ["{interval: 5m}", "{interval: 5m, digestReflectionPolicy: Never}"]),
    Example(
      "a Receiver of OIDC has providers",
      "self.type != 'generic-oidc' || (has(self.oidcProviders) && size(self.oidcProviders) > 0)",
      holds: ["{type: github}", "{type: generic-oidc, oidcProviders: [{}]}"],
      fails: ["{type: generic-oidc}", "{type: generic-oidc, oidcProviders: []}"]),
  ]

  static let gateways = [
    Example(
      "listeners of TCP and UDP have no host",
      "self.all(l, l.protocol in ['TCP', 'UDP']  ? (!has(l.hostname) || l.hostname == '') : true)",
      holds: ["[]", "[{protocol: TCP}]", "[{protocol: HTTP, hostname: a.b}]"],
      fails: ["[{protocol: HTTP}, {protocol: UDP, hostname: a.b}]"]),
    Example(
      "listeners have names of their own",
      "self.all(l1, self.exists_one(l2, l1.name == l2.name))",
      holds: ["[]", "[{name: a}, {name: b}]"], fails: ["[{name: a}, {name: b}, {name: a}]"]),
    Example(
      "parents that are the same name sections of their own",
      "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name =="
        + " p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') &&"
        + " (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) &&"
        + " has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ )) &&"
        + " (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) ||"
        + " p2.sectionName == '')) || (has(p1.sectionName) && has(p2.sectionName) &&"
        + " p1.sectionName == p2.sectionName))))",
      holds: [
        "[{group: g, kind: k, name: a}]",
        "[{group: g, kind: k, name: a, sectionName: x}, {group: g, kind: k, name: a, sectionName: y}]",
        "[{group: g, kind: k, name: a}, {group: g, kind: k, name: a, namespace: n}]",
      ],
      fails: [
        "[{group: g, kind: k, name: a}, {group: g, kind: k, name: a}]",
        "[{group: g, kind: k, name: a, namespace: n}, {group: g, kind: k, name: a, namespace: n}]",
      ]),
    Example(
      "a backend of Services has a port",
      "(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true",
      holds: ["{group: '', kind: Service, port: 80}", "{group: a, kind: Service}"],
      fails: ["{group: '', kind: Service}"]),
    Example(
      "a path is one of URLs",
      "(self.type in ['Exact','PathPrefix']) ? self.value.matches(r\"\"\"^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$\"\"\") : true",
      holds: ["{type: Exact, value: /a%20b}", "{type: RegularExpression, value: '^ $'}"],
      fails: ["{type: Exact, value: '/a b'}", "{type: PathPrefix, value: '/a%2'}"]),
    Example(
      "a timeout of the backend ends before the request's",
      "!(has(self.request) && has(self.backendRequest) && duration(self.request) !="
        + " duration('0s') && duration(self.backendRequest) > duration(self.request))",
      holds: ["{}", "{request: 10s, backendRequest: 5s}", "{request: 0s, backendRequest: 1h}"],
      fails: ["{request: 10s, backendRequest: 10001ms}"]),
    Example(
      "a stricter filter appears once",
      "self.filter(f, f.type == 'RequestRedirect').size() <= 1",
      holds: ["[]", "[{type: RequestRedirect}, {type: CORS}]"],
      fails: ["[{type: RequestRedirect}, {type: RequestRedirect}]"]),
    Example(
      "a star stands alone among headers", "!('*' in self && self.size() > 1)",
      holds: ["['*']", "[a, b]"], fails: ["['*', a]"]),
    Example(
      "a wildcard host has its star in front",
      "self.all(h, h.contains('*') ? (h.startsWith('*.') && h.substring(2).matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$')) : true)",
      holds: ["['*.example.com', a.b]"], fails: ["['a.*.com']", "['*']", "['*.-a']"]),
    Example(
      "hosts are no addresses", "self.all(h, !isIP(h))", holds: ["[a.b]"],
      fails: ["[a.b, 10.0.0.1]", "['::1']"]),
    Example(
      "the prefix of an annotation is short", "self.all(key, key.split(\"/\")[0].size() < 253)",
      holds: ["{a.b/c: d}", "{}"], fails: ["{\(String(repeating: "a", count: 253))/c: d}"]),
    Example(
      "matches of all rules are counted",
      "(self.size() > 0 ? (has(self[0].matches) ? self[0].matches.size() : 0) : 0) + (self.size()"
        + " > 1 ? (has(self[1].matches) ? self[1].matches.size() : 0) : 0) <= 2",
      holds: ["[]", "[{matches: [1, 2]}]", "[{}, {matches: [1]}]"],
      fails: ["[{matches: [1, 2]}, {matches: [3]}]"]),
  ]

  static let others = [
    Example(
      "Venafi is of one kind",
      "(has(self.tpp) ? 1 : 0) + (has(self.cloud) ? 1 : 0) + (has(self.ngts) ? 1 : 0) == 1",
      holds: ["{tpp: {}}", "{cloud: {}}"], fails: ["{}", "{tpp: {}, cloud: {}}"]),
    Example(
      "a source of a bundle is one",
      "[has(self.configMap),has(self.secret),has(self.inLine),has(self.useDefaultCAs)]"
        + ".filter(x,x==true).size() == 1",
      holds: ["{inLine: a}"], fails: ["{}", "{inLine: a, secret: {}}"]),
    Example(
      "annotations of others are left alone",
      "self.all(k, !k.startsWith('trust-manager.io/'))", holds: ["{a.b/c: d}"],
      fails: ["{trust-manager.io/hash: d}"]),
    Example(
      "a secret's value is given or referred to", "has(self.value) != has(self.secretRef)",
      holds: ["{value: a}", "{secretRef: {}}"], fails: ["{}", "{value: a, secretRef: {}}"]),
    Example(
      "tags of the operator are not overridden",
      "!('esoNamespace' in self) && !('esoStoreName' in self) && !('esoStoreKind' in self)",
      holds: ["{a: b}"], fails: ["{esoStoreKind: b}"]),
    Example(
      "a prefix begins with a slash", "self.startsWith('/')", holds: ["/a"], fails: ["a"]),
  ]
}
