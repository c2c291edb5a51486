import Compiler
import FixtureFleets
import Manifests
import Testing
import Values

/// Every Job of every tree, field by field: pod security "restricted", and what Flux needs of a Job.
@Suite("The install Jobs of a tree")
struct JobTests {
  @Test("Flux can change it, and it gives up on nothing", arguments: FixtureFleet.all)
  func rules(fleet: FixtureFleet) throws {
    for job in try jobs(of: fleet) {
      let spec = try #require(job.value["spec"])
      let annotations = job.value["metadata"]?["annotations"]
      #expect(annotations?["kustomize.toolkit.fluxcd.io/force"] == "enabled", "\(job.identity)")
      #expect(spec["ttlSecondsAfterFinished"] == nil, "\(job.identity)")
      #expect(spec["activeDeadlineSeconds"] == nil, "\(job.identity)")
      guard case .integer(let limit)? = spec["backoffLimit"] else {
        Issue.record("\(job.identity) has no backoffLimit")
        continue
      }
      #expect(limit >= 100, "\(job.identity)")
      let template = try #require(spec["template"])
      #expect(template["metadata"]?["annotations"]?["linkerd.io/inject"] == "disabled")
      #expect(template["metadata"]?["annotations"]?["mooring/inputs-sha256"]?.string?.count == 64)
      #expect(template["spec"]?["restartPolicy"] == "OnFailure")
      #expect(template["spec"]?["activeDeadlineSeconds"] == nil)
    }
  }

  @Test("its Flux Kustomization holds no other Job", arguments: FixtureFleet.all)
  func oneEach(fleet: FixtureFleet) throws {
    for cluster in try fleet.compile().fleet.clusters {
      for component in cluster.components {
        let jobs = component.objects.count { $0.object.identity.kind == "Job" }
        #expect(jobs <= 1, "\(component.name) of \(cluster.name)")
      }
    }
  }

  /// https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
  @Test("its pods are what 'restricted' admits", arguments: FixtureFleet.all)
  func restricted(fleet: FixtureFleet) throws {
    for job in try jobs(of: fleet) {
      let pod = try #require(job.value["spec"]?["template"]?["spec"]?.object)
      for host in ["hostNetwork", "hostPID", "hostIPC"] { #expect(pod[host] == nil) }
      let security = try #require(pod["securityContext"]?.object)
      #expect(security["runAsNonRoot"] == true)
      #expect(security["runAsUser"] != 0 && security["runAsUser"] != nil)
      #expect(security["seccompProfile"] == ["type": "RuntimeDefault"])
      for key in ["sysctls", "seLinuxOptions", "windowsOptions", "supplementalGroups"] {
        #expect(security[key] == nil)
      }
      let kinds = Set((pod["volumes"]?.array ?? []).flatMap { $0.object?.keys ?? [] })
      #expect(
        kinds.isSubset(of: [
          "name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
          "persistentVolumeClaim", "projected", "secret",
        ]))
      for container in containers(of: pod) {
        let security = try #require(container["securityContext"]?.object)
        #expect(security["allowPrivilegeEscalation"] == false)
        #expect(security["capabilities"] == ["drop": ["ALL"]])
        #expect(security["readOnlyRootFilesystem"] == true)
        for key in ["privileged", "procMount", "seLinuxOptions", "runAsUser", "runAsNonRoot"] {
          #expect(security[key] == nil)
        }
        for port in container["ports"]?.array ?? [] { #expect(port["hostPort"] == nil) }
        #expect(container["resources"]?["requests"]?["cpu"] != nil)
        #expect(container["resources"]?["requests"]?["memory"] != nil)
        #expect(container["resources"]?["limits"]?["memory"] != nil)
      }
    }
  }

  @Test("whatever its pods name is there", arguments: FixtureFleet.all)
  func references(fleet: FixtureFleet) throws {
    let output = try fleet.compile()
    for cluster in output.fleet.clusters {
      let objects = output.fleet.objects(of: cluster).map(\.object)
      let present = Set(objects.map(\.identity.description))
      for job in objects where job.identity.kind == "Job" {
        let pod = try #require(job.value["spec"]?["template"]?["spec"]?.object)
        let namespace = job.identity.namespace
        let account = try #require(pod["serviceAccountName"]?.string)
        #expect(present.contains("ServiceAccount \(namespace)/\(account)"))
        let volumes = pod["volumes"]?.array ?? []
        for volume in volumes {
          if let name = volume["configMap"]?["name"]?.string {
            #expect(present.contains("ConfigMap \(namespace)/\(name)"))
          }
        }
        let names = volumes.compactMap { $0["name"]?.string }
        #expect(Set(names).count == names.count)
        var used: Set<String> = []
        for container in containers(of: pod) {
          let mounts = (container["volumeMounts"]?.array ?? []).compactMap { $0["name"]?.string }
          #expect(Set(mounts).isSubset(of: names))
          used.formUnion(mounts)
          let variables = (container["env"]?.array ?? []).compactMap { $0["name"]?.string }
          #expect(Set(variables).count == variables.count)
          // `$(NAME)` in a variable or a command is replaced by the kubelet.
          for variable in container["env"]?.array ?? [] {
            #expect(variable["value"]?.string?.contains("$(") == false)
          }
        }
        #expect(used == Set(names), "every volume is mounted")
      }
    }
  }

  private func jobs(of fleet: FixtureFleet) throws -> [KubernetesObject] {
    let output = try fleet.compile()
    return output.fleet.clusters.flatMap { output.fleet.objects(of: $0) }.map(\.object)
      .filter { $0.identity.kind == "Job" }
  }

  private func containers(of pod: JSONObject) -> [JSONValue] {
    (pod["initContainers"]?.array ?? []) + (pod["containers"]?.array ?? [])
  }
}
