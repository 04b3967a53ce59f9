// Names things and wires them; every resource is in a module of its own concern.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment; part of every name.')
param environmentName string

@minLength(1)
param location string

@description('Deploy Azure OpenAI and let the product write with it.')
param withOpenAi bool = false

@description('Deploy Content Safety and check with it.')
param withContentSafety bool = false

@description('Workload profile of the image service, such as Consumption-GPU-NC8as-T4; empty: CPU.')
param imageGpuProfile string = ''

@description('Image of the image service; empty until one was deployed.')
param imageName string = ''

@description('Who deploys; may read the key again at the next provisioning.')
param deployerId string = ''

@secure()
@description('Key that the function app shows to the image service.')
param imageKey string

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'core/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: '${abbreviations.managedIdentity}${token}', location: location, tags: tags }
}

module monitoring 'core/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { logName: '${abbreviations.logAnalytics}${token}', insightsName: '${abbreviations.applicationInsights}${token}', location: location, tags: tags }
}

module storage 'core/storage.bicep' = {
  name: 'storage'
  scope: group
  params: { name: '${abbreviations.storageAccount}${token}', location: location, tags: tags }
}

module secrets 'core/secrets.bicep' = {
  name: 'secrets'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${token}'
    principalId: identity.outputs.principalId
    deployerId: deployerId
    imageKey: imageKey
    location: location
    tags: tags
  }
}

module models 'app/models.bicep' = {
  name: 'models'
  scope: group
  params: { prefix: '${abbreviations.cognitiveServices}${token}', location: location, tags: tags, withOpenAi: withOpenAi, withContentSafety: withContentSafety }
}

module images 'app/images.bicep' = {
  name: 'images'
  scope: group
  params: {
    name: '${abbreviations.containerApp}images-${token}'
    environmentName: '${abbreviations.containerAppsEnvironment}${token}'
    registryName: '${abbreviations.containerRegistry}${token}'
    logName: monitoring.outputs.logName
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    gpuProfile: imageGpuProfile
    imageName: imageName
    keyUri: secrets.outputs.imageKeyUri
    location: location
    tags: tags
  }
}

module api 'app/api.bicep' = {
  name: 'api'
  scope: group
  params: {
    name: '${abbreviations.functionApp}${token}'
    planName: '${abbreviations.functionPlan}${token}'
    storageName: storage.outputs.name
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    insightsConnection: monitoring.outputs.insightsConnection
    imageEndpoint: images.outputs.endpoint
    imageKeyUri: secrets.outputs.imageKeyUri
    openAiEndpoint: models.outputs.openAiEndpoint
    openAiDeployment: models.outputs.openAiDeployment
    contentSafetyEndpoint: models.outputs.contentSafetyEndpoint
    location: location
    tags: tags
  }
}

module rbac 'core/rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    registryName: images.outputs.registryName
    insightsName: monitoring.outputs.insightsName
    cognitiveNames: models.outputs.names
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = secrets.outputs.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = images.outputs.registryEndpoint
output SERVICE_API_NAME string = api.outputs.name
output SERVICE_API_URI string = api.outputs.uri
output SERVICE_IMAGES_URI string = images.outputs.endpoint
