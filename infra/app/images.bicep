// The image service: a container app that scales to nothing, on a GPU profile where one is named.
// A job lives in the replica that took it. Who follows one sends the cookie of its 202 along (sticky sessions), and who is told that a job is not known,
// because its replica was scaled away, sends the request again with the same Idempotency-Key: the client of the function app does both.
param name string
param environmentName string
param registryName string
param logName string
param identityId string
param identityClientId string
param storageName string
param gpuProfile string
param imageName string
param keyUri string
param location string
param tags object

var onGpu = !empty(gpuProfile)

// No signatures and no mounted share: the account takes no keys, which both need. The identity reads and writes blobs (see core/rbac.bicep).
var blobs = storage.properties.primaryEndpoints.blob
var operatorFiles = '/operator'
var settings = [
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'ImageService__Keys__0', secretRef: 'service-key' }
  { name: 'ImageService__AssetContainer', value: '${blobs}image-assets' }
  { name: 'ImageService__ModelContainer', value: '${blobs}image-models' }
  { name: 'ImageService__ModelFolder', value: '${operatorFiles}/models' }
  { name: 'ImageService__SceneContainer', value: '${blobs}image-scenes' }
  { name: 'ImageService__SceneFolder', value: '${operatorFiles}/scenes' }
  // Who is answered when the replica is told to go gets the answer: see terminationGracePeriodSeconds.
  { name: 'DOTNET_SHUTDOWNTIMEOUTSECONDS', value: '110' }
]

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = { name: storageName }

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
      activeRevisionsMode: 'Single'
      // Reached over the public name, and only with the key: see secrets.
      ingress: { external: true, targetPort: 8080, allowInsecure: false, stickySessions: { affinity: 'sticky' } }
      registries: [ { server: registry.properties.loginServer, identity: identityId } ]
      secrets: [ { name: 'service-key', keyVaultUrl: keyUri, identity: identityId } ]
    }
    template: {
      // Longer than a request is held (ImageService:SyncSeconds, 100) and than the host waits for those under way.
      terminationGracePeriodSeconds: 120
      volumes: [ { name: 'operator', storageType: 'EmptyDir' } ]
      containers: [
        {
          name: 'images'
          image: empty(imageName) ? 'mcr.microsoft.com/k8se/quickstart:latest' : imageName
          // On a GPU the service does not become ready without one.
          env: concat(settings, onGpu ? [ { name: 'ImageService__Provider', value: 'Cuda' } ] : [])
          volumeMounts: [ { volumeName: 'operator', mountPath: operatorFiles } ]
          resources: { cpu: json(onGpu ? '8' : '2'), memory: onGpu ? '56Gi' : '4Gi' }
          probes: [
            { type: 'Liveness', httpGet: { path: '/healthz/live', port: 8080 } }
            // No threshold goes beyond 10. Models of gigabytes may take longer than that to be copied: the next start goes on with the files that are missing.
            { type: 'Startup', httpGet: { path: '/healthz/startup', port: 8080 }, failureThreshold: 10, periodSeconds: 15 }
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
