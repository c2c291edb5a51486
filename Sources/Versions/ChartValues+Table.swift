// Written by scripts/chart-values.py from linkerd/linkerd2, tags version-2.16 to 2.20.

extension Chart {
  /// A line a value: its path, a letter for the kind of its default, and the versions
  /// that have it where those are not all.
  var table: StaticString {
    switch self {
    case .controlPlane:
      """
      clusterDomain s
      clusterNetworks s
      cniEnabled b
      commonLabels m
      configReaders a 2.19-
      controlPlaneTracing b -2.18
      controlPlaneTracingNamespace s -2.18
      controller.podDisruptionBudget.maxUnavailable n
      controller.tracing.collector.endpoint s 2.19-
      controller.tracing.enabled b 2.19-
      controllerGID n
      controllerImage s
      controllerImageVersion s
      controllerLogFormat s
      controllerLogLevel s
      controllerReplicas n
      controllerUID n
      debugContainer.image.name s
      debugContainer.image.pullPolicy s
      debugContainer.image.version s
      deploymentStrategy m
      destinationController.additionalArgs a
      destinationController.additionalEnv a
      destinationController.experimentalArgs a
      destinationController.experimentalEnv a
      destinationController.livenessProbe.timeoutSeconds n 2.17-
      destinationController.meshedHttp2ClientProtobuf.keep_alive.interval.seconds n
      destinationController.meshedHttp2ClientProtobuf.keep_alive.timeout.seconds n
      destinationController.meshedHttp2ClientProtobuf.keep_alive.while_idle b
      destinationController.podAnnotations m 2.18-
      destinationController.readinessProbe.timeoutSeconds n 2.17-
      destinationProxyResources a
      destinationResources a
      disableHeartBeat b
      disableIPv6 b
      egress.globalEgressNetworkNamespace s 2.17-
      enableEndpointSlices b
      enableH2Upgrade b
      enablePSP b
      enablePodAntiAffinity b
      enablePodDisruptionBudget b
      enablePprof b
      heartbeat.additionalEnv a
      heartbeat.experimentalEnv a
      heartbeatResources a
      heartbeatSchedule a
      identity.additionalEnv a
      identity.experimentalEnv a
      identity.externalCA b
      identity.issuer.clockSkewAllowance s
      identity.issuer.issuanceLifetime s
      identity.issuer.scheme s
      identity.issuer.tls.crtPEM s
      identity.issuer.tls.keyPEM s
      identity.kubeAPI.clientBurst n
      identity.kubeAPI.clientQPS n
      identity.livenessProbe.timeoutSeconds n 2.17-
      identity.podAnnotations m 2.18-
      identity.readinessProbe.timeoutSeconds n 2.17-
      identity.serviceAccountTokenProjection b
      identityProxyResources a
      identityResources a
      identityTrustAnchorsPEM s
      identityTrustDomain s
      imagePullPolicy s
      imagePullSecrets l
      kubeAPI.clientBurst n
      kubeAPI.clientQPS n
      linkerdVersion s
      networkValidator.connectAddr s
      networkValidator.enableSecurityContext b -2.18
      networkValidator.listenAddr s
      networkValidator.logFormat s
      networkValidator.logLevel s
      networkValidator.securityContext m 2.19-
      networkValidator.timeout s
      nodeAffinity a
      nodeSelector m
      podAnnotations m
      podLabels m
      podMonitor.controller.enabled b
      podMonitor.controller.honorTimestamps b 2.20-
      podMonitor.controller.namespaceSelector s
      podMonitor.enabled b
      podMonitor.labels m
      podMonitor.proxy.enabled b
      podMonitor.proxy.honorTimestamps b 2.20-
      podMonitor.scrapeInterval s
      podMonitor.scrapeTimeout s
      podMonitor.serviceMirror.enabled b
      podMonitor.serviceMirror.honorTimestamps b 2.20-
      policyController.additionalArgs a
      policyController.experimentalArgs a
      policyController.image.name s -2.18
      policyController.image.pullPolicy s -2.18
      policyController.image.version s -2.18
      policyController.livenessProbe.timeoutSeconds n 2.17-
      policyController.logLevel s
      policyController.probeNetworks l
      policyController.readinessProbe.timeoutSeconds n 2.17-
      policyController.resources.cpu.limit s
      policyController.resources.cpu.request s
      policyController.resources.ephemeral-storage.limit s
      policyController.resources.ephemeral-storage.request s
      policyController.resources.memory.limit s
      policyController.resources.memory.request s
      policyValidator.caBundle s
      policyValidator.crtPEM s
      policyValidator.externalSecret b
      policyValidator.injectCaFrom s
      policyValidator.injectCaFromSecret s
      policyValidator.keyPEM s
      policyValidator.namespaceSelector m
      priorityClassName s
      profileValidator.caBundle s
      profileValidator.crtPEM s
      profileValidator.externalSecret b
      profileValidator.injectCaFrom s
      profileValidator.injectCaFromSecret s
      profileValidator.keyPEM s
      profileValidator.namespaceSelector m
      prometheusUrl s
      proxy.accessLog a
      proxy.additionalEnv a
      proxy.await b
      proxy.capabilities.add a
      proxy.capabilities.drop a
      proxy.control.streams.idleTimeout s
      proxy.control.streams.initialTimeout s
      proxy.control.streams.lifetime s
      proxy.cores n -2.17
      proxy.cores a 2.18-
      proxy.defaultInboundPolicy s
      proxy.disableInboundProtocolDetectTimeout b
      proxy.disableOutboundProtocolDetectTimeout b
      proxy.enableExternalProfiles b
      proxy.enableShutdownEndpoint b
      proxy.experimentalEnv a
      proxy.gid n
      proxy.image.name s
      proxy.image.pullPolicy s
      proxy.image.version s
      proxy.inbound.server.http2.keepAliveInterval s
      proxy.inbound.server.http2.keepAliveTimeout s
      proxy.inboundConnectTimeout s
      proxy.inboundDiscoveryCacheUnusedTimeout s
      proxy.livenessProbe.initialDelaySeconds n
      proxy.livenessProbe.timeoutSeconds n
      proxy.logFormat s
      proxy.logHTTPHeaders s
      proxy.logLevel s
      proxy.metrics.hostnameLabels b 2.18-
      proxy.nativeSidecar b
      proxy.opaquePorts s
      proxy.outbound.server.http2.keepAliveInterval s
      proxy.outbound.server.http2.keepAliveTimeout s
      proxy.outboundConnectTimeout s
      proxy.outboundDiscoveryCacheUnusedTimeout s
      proxy.outboundTransportMode s 2.18-
      proxy.ports.admin n
      proxy.ports.control n
      proxy.ports.inbound n
      proxy.ports.outbound n
      proxy.readinessProbe.initialDelaySeconds n
      proxy.readinessProbe.timeoutSeconds n
      proxy.requireIdentityOnInboundPorts s
      proxy.resources.cpu.limit s
      proxy.resources.cpu.request s
      proxy.resources.ephemeral-storage.limit s
      proxy.resources.ephemeral-storage.request s
      proxy.resources.memory.limit s
      proxy.resources.memory.request s
      proxy.runtime.workers.maximumCPURatio a 2.18-
      proxy.runtime.workers.minimum n 2.18-
      proxy.securityContext m 2.19-
      proxy.shutdownGracePeriod s
      proxy.startupProbe.failureThreshold n
      proxy.startupProbe.initialDelaySeconds n
      proxy.startupProbe.periodSeconds n
      proxy.tracing.collector.endpoint s 2.19-
      proxy.tracing.collector.meshIdentity.namespace s 2.19-
      proxy.tracing.collector.meshIdentity.serviceAccountName s 2.19-
      proxy.tracing.enabled b 2.19-
      proxy.tracing.labels m 2.19-
      proxy.tracing.protocol a 2.19-
      proxy.tracing.traceServiceName s 2.19-
      proxy.uid n
      proxy.waitBeforeExitSeconds n
      proxyInit.capabilities a
      proxyInit.closeWaitTimeoutSecs n
      proxyInit.ignoreInboundPorts s
      proxyInit.ignoreOutboundPorts s
      proxyInit.image.name s -2.19
      proxyInit.image.pullPolicy s -2.19
      proxyInit.image.version s -2.19
      proxyInit.iptablesMode s
      proxyInit.kubeAPIServerPorts s
      proxyInit.logFormat s
      proxyInit.logLevel s
      proxyInit.privileged b
      proxyInit.runAsGroup n
      proxyInit.runAsRoot b
      proxyInit.runAsUser n
      proxyInit.skipSubnets s
      proxyInit.xtMountPath.mountPath s
      proxyInit.xtMountPath.name s
      proxyInjector.additionalEnv a
      proxyInjector.caBundle s
      proxyInjector.crtPEM s
      proxyInjector.experimentalEnv a
      proxyInjector.externalSecret b
      proxyInjector.injectCaFrom s
      proxyInjector.injectCaFromSecret s
      proxyInjector.keyPEM s
      proxyInjector.livenessProbe.timeoutSeconds n 2.17-
      proxyInjector.namespaceSelector m
      proxyInjector.objectSelector m
      proxyInjector.podAnnotations m 2.18-
      proxyInjector.readinessProbe.timeoutSeconds n 2.17-
      proxyInjector.timeoutSeconds n
      proxyInjectorProxyResources a
      proxyInjectorResources a
      revisionHistoryLimit n
      runtimeClassName s
      spValidator.additionalEnv a
      spValidator.experimentalEnv a
      spValidator.livenessProbe.timeoutSeconds n 2.17-
      spValidator.readinessProbe.timeoutSeconds n 2.17-
      spValidatorResources a
      tolerations a
      webhookFailurePolicy s
      """
    case .crds:
      """
      enableHttpRoutes b -2.17
      enableTcpRoutes b 2.17-2.17
      enableTlsRoutes b 2.17-2.17
      installGatewayAPI b 2.18-
      linkerdVersion a
      """
    case .multicluster:
      """
      cniEnabled a
      commonLabels m
      controllerDefaults.GID n 2.18-
      controllerDefaults.UID n 2.18-
      controllerDefaults.enableHeadlessServices b 2.18-
      controllerDefaults.enablePodAntiAffinity b 2.18-
      controllerDefaults.enablePprof b 2.18-
      controllerDefaults.gateway.enabled b 2.18-
      controllerDefaults.gateway.probe.port n 2.18-
      controllerDefaults.image.name s 2.18-
      controllerDefaults.image.pullPolicy s 2.18-
      controllerDefaults.image.version s 2.18-
      controllerDefaults.logFormat s 2.18-
      controllerDefaults.logLevel s 2.18-
      controllerDefaults.nodeAffinity m 2.18-
      controllerDefaults.nodeSelector m 2.18-
      controllerDefaults.replicas n 2.18-
      controllerDefaults.resources m 2.18-
      controllerDefaults.retryLimit n 2.18-
      controllerDefaults.tolerations l 2.18-
      controllers l 2.18-
      createNamespaceMetadataJob b
      enableNamespaceCreation b 2.18-
      enablePSP b
      enablePodAntiAffinity b
      gateway.GID n
      gateway.UID n
      gateway.deploymentAnnotations m
      gateway.enabled b
      gateway.healthCheckNodePort a 2.20-
      gateway.loadBalancerClass s
      gateway.loadBalancerIP s
      gateway.loadBalancerSourceRanges l
      gateway.name s
      gateway.nodePort a
      gateway.nodeSelector m
      gateway.pauseImage s
      gateway.port n
      gateway.probe.nodePort a
      gateway.probe.path s
      gateway.probe.port n
      gateway.probe.seconds n
      gateway.replicas n
      gateway.serviceAnnotations m
      gateway.serviceExternalTrafficPolicy s 2.17-
      gateway.serviceType s
      gateway.terminationGracePeriodSeconds s
      gateway.tolerations l
      identityTrustDomain s
      imagePullPolicy s
      imagePullSecrets l
      linkerdNamespace s
      linkerdVersion s
      localServiceMirror.GID n 2.17-
      localServiceMirror.UID n 2.17-
      localServiceMirror.additionalEnv a 2.17-
      localServiceMirror.enablePprof b 2.17-
      localServiceMirror.excludedAnnotations s 2.18-
      localServiceMirror.excludedLabels s 2.18-
      localServiceMirror.experimentalEnv a 2.17-
      localServiceMirror.federatedServiceSelector s 2.17-
      localServiceMirror.image.name s 2.17-
      localServiceMirror.image.pullPolicy s 2.17-
      localServiceMirror.image.version s 2.17-
      localServiceMirror.logFormat s 2.17-
      localServiceMirror.logLevel s 2.17-
      localServiceMirror.replicas n 2.17-
      localServiceMirror.resources m 2.17-
      localServiceMirror.serviceMirrorRetryLimit n 2.17-
      namespaceMetadata.image.name s
      namespaceMetadata.image.pullPolicy s
      namespaceMetadata.image.registry s
      namespaceMetadata.image.tag s
      namespaceMetadata.nodeSelector m
      namespaceMetadata.tolerations l
      nodeAffinity a
      nodeSelector a 2.17-
      podAnnotations m 2.17-
      podLabels m
      proxyOutboundPort n
      remoteMirrorServiceAccount b
      remoteMirrorServiceAccountName s
      revisionHistoryLimit n
      serviceMirrorAdditionalEnv a 2.18-
      serviceMirrorExperimentalEnv a 2.18-
      tolerations a 2.17-
      """
    case .viz:
      """
      clusterDomain s
      cniEnabled a
      commonLabels m
      createNamespaceMetadataJob b
      dashboard.GID a
      dashboard.UID a
      dashboard.enforcedHostRegexp s
      dashboard.image.name s
      dashboard.image.pullPolicy s
      dashboard.image.registry s
      dashboard.image.tag s
      dashboard.logFormat s
      dashboard.logLevel s
      dashboard.proxy a
      dashboard.replicas n
      dashboard.resources.cpu.limit a
      dashboard.resources.cpu.request a
      dashboard.resources.ephemeral-storage.limit s
      dashboard.resources.ephemeral-storage.request s
      dashboard.resources.memory.limit a
      dashboard.resources.memory.request a
      dashboard.restrictPrivileges b
      dashboard.service.annotations m
      dashboard.service.labels m 2.18-
      defaultGID n
      defaultImagePullPolicy s
      defaultLogFormat s
      defaultLogLevel s
      defaultRegistry s
      defaultUID n
      enablePSP b
      enablePodAntiAffinity b
      enablePodDisruptionBudget b
      enablePprof a
      grafana.externalUrl a
      grafana.uidPrefix a
      grafana.url a
      identityTrustDomain s
      imagePullSecrets l
      jaegerUrl s
      linkerdNamespace s
      linkerdVersion s
      metricsAPI.GID a
      metricsAPI.UID a
      metricsAPI.image.name s
      metricsAPI.image.pullPolicy s
      metricsAPI.image.registry s
      metricsAPI.image.tag s
      metricsAPI.logFormat s
      metricsAPI.logLevel s
      metricsAPI.nodeSelector m
      metricsAPI.proxy a
      metricsAPI.replicas n
      metricsAPI.resources.cpu.limit a
      metricsAPI.resources.cpu.request a
      metricsAPI.resources.ephemeral-storage.limit s
      metricsAPI.resources.ephemeral-storage.request s
      metricsAPI.resources.memory.limit a
      metricsAPI.resources.memory.request a
      metricsAPI.service.annotations m
      metricsAPI.tolerations l
      namespaceMetadata.image.name s
      namespaceMetadata.image.pullPolicy s
      namespaceMetadata.image.registry s
      namespaceMetadata.image.tag s
      namespaceMetadata.nodeSelector m
      namespaceMetadata.tolerations l
      nodeAffinity a
      nodeSelector m
      podAnnotations a
      podLabels m
      prometheus.alertRelabelConfigs a
      prometheus.alertmanagers a
      prometheus.args m
      prometheus.enabled b
      prometheus.globalConfig m
      prometheus.image.name s
      prometheus.image.pullPolicy s
      prometheus.image.registry s
      prometheus.image.tag s
      prometheus.logFormat s
      prometheus.logLevel s
      prometheus.metricRelabelConfigs a
      prometheus.nodeSelector m
      prometheus.persistence a
      prometheus.podAnnotations m
      prometheus.proxy a
      prometheus.remoteWrite a
      prometheus.resources.cpu.limit a
      prometheus.resources.cpu.request a
      prometheus.resources.ephemeral-storage.limit s
      prometheus.resources.ephemeral-storage.request s
      prometheus.resources.memory.limit a
      prometheus.resources.memory.request a
      prometheus.ruleConfigMapMounts a
      prometheus.scrapeConfigs a
      prometheus.sidecarContainers a
      prometheus.tolerations l
      prometheusCredsSecret s 2.17-
      prometheusUrl s
      revisionHistoryLimit n
      tap.GID a
      tap.UID a
      tap.caBundle s
      tap.crtPEM s
      tap.externalSecret b
      tap.ignoreHeaders l
      tap.image.name s
      tap.image.pullPolicy s
      tap.image.registry s
      tap.image.tag s
      tap.injectCaFrom s
      tap.injectCaFromSecret s
      tap.keyPEM s
      tap.logFormat s
      tap.logLevel s
      tap.proxy a
      tap.replicas n
      tap.resources.cpu.limit a
      tap.resources.cpu.request a
      tap.resources.ephemeral-storage.limit s
      tap.resources.ephemeral-storage.request s
      tap.resources.memory.limit a
      tap.resources.memory.request a
      tap.service.annotations m
      tapInjector.GID a
      tapInjector.UID a
      tapInjector.caBundle s
      tapInjector.crtPEM s
      tapInjector.externalSecret b
      tapInjector.failurePolicy s
      tapInjector.image.name s
      tapInjector.image.pullPolicy s
      tapInjector.image.registry s
      tapInjector.image.tag s
      tapInjector.injectCaFrom s
      tapInjector.injectCaFromSecret s
      tapInjector.keyPEM s
      tapInjector.logFormat s
      tapInjector.logLevel s
      tapInjector.namespaceSelector m
      tapInjector.objectSelector a
      tapInjector.proxy a
      tapInjector.replicas n
      tapInjector.resources.cpu.limit a
      tapInjector.resources.cpu.request a
      tapInjector.resources.ephemeral-storage.limit s
      tapInjector.resources.ephemeral-storage.request s
      tapInjector.resources.memory.limit a
      tapInjector.resources.memory.request a
      tapInjector.service.annotations m
      tolerations l
      """
    }
  }
}
