// The image service: a container app that scales to nothing, on a GPU profile where one is named.
param name string
param environmentName string
param registryName string
param logName string
param identityId string
param gpuProfile string
param imageName string
param keyUri string
param location string
param tags object

var onGpu = !empty(gpuProfile)

resource log 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = { name: logName }

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: registryName
  location: location
  tags: tags
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false }
}

resource environment 'Microsoft.App/managedEnvironments@2024-10-02-preview' = {
  name: environmentName
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: { destination: 'log-analytics', logAnalyticsConfiguration: { customerId: log.properties.customerId, sharedKey: log.listKeys().primarySharedKey } }
    workloadProfiles: concat([ { name: 'Consumption', workloadProfileType: 'Consumption' } ], onGpu ? [ { name: 'gpu', workloadProfileType: gpuProfile } ] : [])
  }
}

resource app 'Microsoft.App/containerApps@2024-10-02-preview' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'images' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: onGpu ? 'gpu' : 'Consumption'
    configuration: {
      // Reached over the public name, and only with the key: see secrets.
      ingress: { external: true, targetPort: 8080, allowInsecure: false }
      registries: [ { server: registry.properties.loginServer, identity: identityId } ]
      secrets: [ { name: 'service-key', keyVaultUrl: keyUri, identity: identityId } ]
    }
    template: {
      containers: [
        {
          name: 'images'
          image: empty(imageName) ? 'mcr.microsoft.com/k8se/quickstart:latest' : imageName
          env: [ { name: 'ImageService__Keys__0', secretRef: 'service-key' } ]
          resources: { cpu: json(onGpu ? '8' : '2'), memory: onGpu ? '56Gi' : '4Gi' }
          probes: [
            { type: 'Liveness', httpGet: { path: '/healthz/live', port: 8080 } }
            { type: 'Startup', httpGet: { path: '/healthz/startup', port: 8080 }, failureThreshold: 60, periodSeconds: 5 }
            { type: 'Readiness', httpGet: { path: '/healthz/ready', port: 8080 } }
          ]
        }
      ]
      scale: { minReplicas: 0, maxReplicas: 10, rules: [ { name: 'requests', http: { metadata: { concurrentRequests: '4' } } } ] }
    }
  }
}

output endpoint string = 'https://${app.properties.configuration.ingress.fqdn}'
output registryName string = registry.name
output registryEndpoint string = registry.properties.loginServer
