import Difference
import Manifests
import Testing

@Suite("What Flux does with a change")
struct FluxChangeTests {
  private static func map(_ name: String, _ fields: String = "data: {a: b}", _ note: String = "")
    -> String
  {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: \(name), namespace: shop, annotations: {\(note)}}
    \(fields)

    """
  }

  private static func job(_ image: String, _ note: String = "", _ spec: String = "") -> String {
    """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: install, namespace: shop, annotations: {\(note)}}
    spec:
      \(spec)
      template:
        spec: {restartPolicy: Never, containers: [{name: a, image: \(image)}]}

    """
  }

  private static let force = "kustomize.toolkit.fluxcd.io/force: enabled"
  private static let apps = Applied.kustomization("apps")

  @Test("what both sides have is no difference, in whatever order")
  func nothing() {
    let objects = [
      Self.apps, Applied(Self.map("a"), by: "apps"), Applied(Self.map("b"), by: "apps"),
    ]
    #expect(compared(objects, objects.reversed()).clusters.isEmpty)
  }

  @Test("an object that two apply is told once")
  func twice() {
    let infra = Applied.kustomization("infra")
    func both(_ fields: String) -> [Applied] {
      [Self.apps, infra] + ["apps", "infra"].map { Applied(Self.map("a", fields), by: $0) }
    }
    #expect(
      compared(both("data: {a: b}"), both("data: {a: c}")).lines == ["changed ConfigMap shop/a"])
    #expect(compared([], both("")).lines.count == 3)
    #expect(compared(both(""), [Self.apps, infra]).lines == ["pruned ConfigMap shop/a"])
  }

  @Test("an object is created, changed or pruned")
  func three() {
    let found = compared(
      [Self.apps, Applied(Self.map("a"), by: "apps"), Applied(Self.map("b"), by: "apps")],
      [
        Self.apps, Applied(Self.map("b", "data: {a: c}"), by: "apps"),
        Applied(Self.map("c"), by: "apps"),
      ])
    #expect(
      found.lines == [
        "pruned ConfigMap shop/a", "changed ConfigMap shop/b", "created ConfigMap shop/c",
      ])
  }

  @Test("the version of an API is no part of what an object is, nor is a namespace left out")
  func identity() {
    let found = compared(
      [Applied("{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: a}}")],
      [
        Applied(
          "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a, namespace: default}}"
        )
      ])
    // Nothing is known of the version before, so that its namespace is not either.
    #expect(found.lines.count == 2)
    #expect(
      compared(
        [Applied("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")],
        [Applied("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}")]
      ).lines.isEmpty)
    #expect(
      compared(
        [Applied("{apiVersion: v1, kind: Namespace, metadata: {name: a, namespace: b}}")],
        [Applied("{apiVersion: v1, kind: Namespace, metadata: {name: a}}")]
      ).lines.isEmpty)
  }

  @Test(
    "an object that is applied no more stays where Flux is told so",
    arguments: [
      ("prune: true", "", true),
      ("prune: false", "", false),
      ("prune: true, suspend: true", "", false),
      ("prune: true, deletionPolicy: Orphan", "", true),
      ("prune: true", "kustomize.toolkit.fluxcd.io/prune: Disabled", false),
      // Flux never applied these annotations, so that the cluster does not have them.
      ("prune: true", "kustomize.toolkit.fluxcd.io/reconcile: disabled", true),
      ("prune: true", "kustomize.toolkit.fluxcd.io/ssa: Ignore", true),
      ("prune: true", "kustomize.toolkit.fluxcd.io/prune: 'false'", true),
    ])
  func staying(_ spec: String, _ note: String, _ isPruned: Bool) {
    let apps = Applied.kustomization("apps", spec)
    let found = compared([apps, Applied(Self.map("a", "", note), by: "apps")], [apps])
    #expect(found.lines == [(isPruned ? "pruned" : "orphaned") + " ConfigMap shop/a"])
  }

  @Test("a label of Flux' counts as an annotation does")
  func label() {
    let found = compared(
      [
        Self.apps,
        Applied(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: a, namespace: shop, labels: {kustomize.toolkit.fluxcd.io/prune: disabled}}
          """, by: "apps"),
      ], [Self.apps])
    #expect(found.lines == ["orphaned ConfigMap shop/a"])
  }

  @Test("it is the Flux Kustomization after that prunes")
  func newSpec() {
    let found = compared(
      [Self.apps, Applied(Self.map("a"), by: "apps")],
      [Applied.kustomization("apps", "prune: false")])
    #expect(
      found.lines == ["changed Kustomization flux-system/apps", "orphaned ConfigMap shop/a"])
  }

  @Test(
    "a Flux Kustomization that goes takes along what it owns, unless it is told not to",
    arguments: [
      ("prune: true", true), ("prune: false", false), ("prune: true, suspend: true", false),
      ("prune: true, deletionPolicy: Orphan", false),
      ("prune: false, deletionPolicy: Delete", true),
      ("prune: false, deletionPolicy: WaitForTermination", true),
      ("prune: true, deletionPolicy: MirrorPrune", true),
    ])
  func owned(_ spec: String, _ takesAlong: Bool) {
    let found = compared(
      [
        Applied.kustomization("apps", spec), Applied(Self.map("a"), by: "apps"),
        Applied(Self.map("b"), by: "apps"),
      ], [])
    #expect(
      found.lines
        == (takesAlong
          ? [
            "pruned ConfigMap shop/a", "pruned ConfigMap shop/b",
            "pruned Kustomization flux-system/apps [prunes 2]",
          ]
          : [
            "pruned Kustomization flux-system/apps", "orphaned ConfigMap shop/a",
            "orphaned ConfigMap shop/b",
          ]))
  }

  @Test("what a Flux Kustomization applies that itself stays on the cluster stays as well")
  func chain() {
    let root = Applied.kustomization("root", "prune: false")
    let found = compared(
      [root, Applied(Self.apps.manifests, by: "root"), Applied(Self.map("a"), by: "apps")], [root])
    #expect(
      found.lines == ["orphaned ConfigMap shop/a", "orphaned Kustomization flux-system/apps"])
  }

  @Test("a renamed Flux Kustomization is told once, with how much it prunes")
  func renamed() {
    let old = Applied.kustomization("apps", "prune: true")
    let new = Applied(
      old.manifests.replacing("name: apps,", with: "name: workloads,").replacing(
        "./apps", with: "apps/"))
    let found = compared(
      [old, Applied(Self.map("a"), by: "apps"), Applied(Self.map("b"), by: "apps")],
      [
        new, Applied(Self.map("a"), by: "workloads"),
        Applied(Self.map("b", "data: {a: c}"), by: "workloads"),
      ])
    #expect(
      found.lines == [
        "pruned Kustomization flux-system/apps [renamed workloads, prunes 2]",
        "changed ConfigMap shop/b [moves apps workloads]",
        "created Kustomization flux-system/workloads",
      ])
  }

  @Test("a renamed Flux Kustomization that leaves what it owns is a rename without harm")
  func safeRename() {
    let old = Applied.kustomization("apps", "prune: true, deletionPolicy: Orphan")
    let new = Applied(old.manifests.replacing("name: apps,", with: "name: workloads,"))
    let found = compared(
      [old, Applied(Self.map("a"), by: "apps")], [new, Applied(Self.map("a"), by: "workloads")])
    #expect(
      found.lines == [
        "pruned Kustomization flux-system/apps [renamed workloads]",
        "created Kustomization flux-system/workloads",
      ])
    #expect(found.findings.isEmpty)
  }

  @Test("an object that another Flux Kustomization applies now may be pruned before that")
  func moved() {
    let infra = Applied.kustomization("infra")
    let found = compared(
      [Self.apps, infra, Applied(Self.map("a"), by: "apps")],
      [Self.apps, infra, Applied(Self.map("a"), by: "infra")])
    #expect(found.lines == ["changed ConfigMap shop/a [moves apps infra]"])
  }

  @Test("it may not where the old one waits for the new one, or does not prune")
  func safeMove() {
    let infra = Applied.kustomization("infra")
    for spec in ["prune: true, dependsOn: [{name: infra}]", "prune: false"] {
      let apps = Applied.kustomization("apps", spec)
      let found = compared(
        [apps, infra, Applied(Self.map("a"), by: "apps")],
        [apps, infra, Applied(Self.map("a"), by: "infra")])
      #expect(found.lines == [])
    }
  }

  @Test(
    "a field that cannot change has the object made anew where that is allowed",
    arguments: [
      ("", "prune: true", "refused"), (force, "prune: true", "recreated"),
      ("kustomize.toolkit.fluxcd.io/force: Enabled", "prune: true", "recreated"),
      ("kustomize.toolkit.fluxcd.io/force: 'true'", "prune: true", "refused"),
      ("", "prune: true, force: true", "recreated"),
    ])
  func forced(_ note: String, _ spec: String, _ change: String) {
    let apps = Applied.kustomization("apps", spec)
    let found = compared(
      [apps, Applied(Self.job("a:1", note), by: "apps")],
      [apps, Applied(Self.job("a:2", note), by: "apps")])
    #expect(
      found.lines == ["\(change) Job shop/install" + (change == "recreated" ? " [runsAgain]" : "")])
  }

  @Test("a Job that is new runs, and one that is suspended does not")
  func jobs() {
    #expect(
      compared([Applied(Self.map("a"))], [Applied(Self.map("a")), Applied(Self.job("a:1"))]).lines
        == ["created Job shop/install [runs]"])
    #expect(
      compared(
        [Applied(Self.map("a"))],
        [Applied(Self.map("a")), Applied(Self.job("a:1", "", "suspend: true"))]
      ).lines == ["created Job shop/install"])
    #expect(
      compared(
        [Applied(Self.job("a:1", "", "suspend: true"))], [Applied(Self.job("a:1"))]
      ).lines == ["changed Job shop/install [runs]"])
    #expect(
      compared(
        [Applied(Self.job("a:1", Self.force))],
        [Applied(Self.job("a:2", Self.force, "suspend: true"))]
      ).lines == ["recreated Job shop/install"])
  }

  @Test("a CronJob that changes runs nothing")
  func cronJob() {
    func cronJob(_ image: String) -> Applied {
      Applied(
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: backup, namespace: shop}
        spec:
          schedule: '@daily'
          jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: \(image)}]}}}}
        """)
    }
    #expect(compared([cronJob("a")], [cronJob("b")]).lines == ["changed CronJob shop/backup"])
  }

  @Test(
    "Pods are replaced where their template changes, and the workload lets them",
    arguments: [
      ("Deployment", "", "image: b", true), ("StatefulSet", "", "image: b", true),
      ("DaemonSet", "", "image: b", true), ("ReplicaSet", "", "image: b", false),
      ("Deployment", "", "image: a, terminationMessagePolicy: File", false),
      ("Deployment", "paused: true,", "image: b", false),
      ("DaemonSet", "updateStrategy: {type: OnDelete},", "image: b", false),
      ("Deployment", "", "image: a, ports: [{containerPort: 1}]", true),
    ])
  func restarts(_ kind: String, _ spec: String, _ container: String, _ restarts: Bool) {
    func workload(_ container: String) -> Applied {
      Applied(
        """
        apiVersion: apps/v1
        kind: \(kind)
        metadata: {name: web, namespace: shop}
        spec: {\(spec) template: {spec: {containers: [{name: a, \(container)}]}}}
        """)
    }
    #expect(
      compared([workload("image: a")], [workload(container)]).lines == [
        "changed \(kind) shop/web" + (restarts ? " [restartsPods]" : "")
      ])
  }

  @Test("more or fewer replicas replace no Pods")
  func replicas() {
    func workload(_ replicas: Int) -> Applied {
      Applied(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {replicas: \(replicas), template: {}}
        """)
    }
    #expect(compared([workload(1)], [workload(2)]).lines == ["changed Deployment shop/web"])
  }

  @Test(
    "what Flux does not apply does not change on the cluster",
    arguments: [
      ("kustomize.toolkit.fluxcd.io/reconcile: disabled", "prune: true"),
      ("kustomize.toolkit.fluxcd.io/ssa: IfNotPresent", "prune: true"),
      ("kustomize.toolkit.fluxcd.io/ssa: Ignore", "prune: true"),
      ("", "prune: true, suspend: true"),
    ])
  func leftAlone(_ note: String, _ spec: String) {
    let apps = Applied.kustomization("apps", spec)
    let found = compared(
      [apps, Applied(Self.job("a:1", note), by: "apps")],
      [apps, Applied(Self.job("a:2", note), by: "apps")])
    #expect(found.lines == ["changed Job shop/install [notApplied]"])
    #expect(found.findings.isEmpty)
  }

  @Test("what Flux did not apply until now it applies when nothing says so any more")
  func resumed() {
    let found = compared(
      [Applied(Self.job("a:1", "kustomize.toolkit.fluxcd.io/reconcile: disabled, \(Self.force)"))],
      [Applied(Self.job("a:2", Self.force))])
    #expect(found.lines == ["recreated Job shop/install [runsAgain]"])
  }

  @Test("a cluster that is new gets everything, and one that nobody describes any more keeps it")
  func clusters() {
    let objects = [Self.apps, Applied(Self.job("a"), by: "apps")].flatMap(\.objects)
    let studio = ClusterObjects(name: "studio", objects: objects)
    let added = FleetComparison().difference(from: [], to: [studio])
    #expect(added.clusters.map(\.presence) == [.added])
    #expect(
      added.lines == ["created Job shop/install [runs]", "created Kustomization flux-system/apps"])
    let removed = FleetComparison().difference(from: [studio], to: [])
    #expect(removed.clusters.map(\.presence) == [.removed])
    #expect(
      removed.lines == ["orphaned Job shop/install", "orphaned Kustomization flux-system/apps"])
    #expect(removed.findings.isEmpty)
  }

  @Test("the worst comes first, then by kind, namespace and name")
  func order() {
    let namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}"
    let before = [
      Self.apps, Applied.kustomization("old"), Applied(Self.map("orphan"), by: "kept"),
      Applied.kustomization("kept", "prune: false"), Applied(namespace, by: "apps"),
      Applied(Self.map("gone"), by: "apps"), Applied(Self.map("other"), by: "apps"),
      Applied(Self.job("a:1"), by: "apps"),
      Applied(Self.job("a:1", Self.force).replacing("install", with: "again"), by: "apps"),
      Applied(
        "{apiVersion: v1, kind: Secret, metadata: {name: a, annotations: {\(Self.force)}}, type: a/b}",
        by: "apps"),
    ]
    let after = [
      Self.apps, Applied.kustomization("kept", "prune: false"),
      Applied(
        Applied.kustomization("old").manifests.replacing("name: old,", with: "name: new,")),
      Applied(Self.map("other", "data: {a: c}"), by: "apps"),
      Applied(Self.map("fresh"), by: "apps"), Applied(Self.job("a:2"), by: "apps"),
      Applied(Self.job("a:2", Self.force).replacing("install", with: "again"), by: "apps"),
      Applied(
        "{apiVersion: v1, kind: Secret, metadata: {name: a, annotations: {\(Self.force)}}, type: a/c}",
        by: "apps"),
    ]
    #expect(
      compared(before, after).lines == [
        "refused Job shop/install", "pruned Namespace shop [deletesNamespace 5]",
        "pruned Kustomization flux-system/old [renamed new, prunes 0]", "recreated Secret a",
        "pruned ConfigMap shop/gone", "recreated Job shop/again [runsAgain]",
        "changed ConfigMap shop/other", "created ConfigMap shop/fresh",
        "created Kustomization flux-system/new", "orphaned ConfigMap shop/orphan",
      ])
  }

  @Test("of a component, its own Flux Kustomization and source are applied by what Flux began with")
  func component() {
    func object(_ text: String) -> ClusterObject? {
      Applied(text).objects.first.map {
        ClusterObject($0.object, from: $0.origin, appliedBy: .component("viz"))
      }
    }
    let objects = [
      Applied.kustomization("viz", "prune: true, deletionPolicy: Orphan").manifests,
      "{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, metadata: {name: flux-system, namespace: flux-system}}",
      Self.map("a"),
    ].compactMap(object)
    let found = FleetComparison().difference(
      from: [ClusterObjects(name: "studio", objects: objects)],
      to: [ClusterObjects(name: "studio", objects: [])])
    #expect(
      found.lines == [
        "pruned GitRepository flux-system/flux-system", "pruned Kustomization flux-system/viz",
        "orphaned ConfigMap shop/a",
      ])
  }
}
