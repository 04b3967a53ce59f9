// The function app on Flex Consumption. Settings are the options that the code binds.
param name string
param planName string
param storageName string
param identityId string
param identityClientId string
param insightsConnection string
param imageEndpoint string
param imageKeyUri string
param openAiEndpoint string
param openAiDeployment string
param contentSafetyEndpoint string
param location string
param tags object

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = { name: storageName }

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

var settings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
  Aigc__Azure__Storage__ServiceUri: storage.properties.primaryEndpoints.blob
  Aigc__Images__Endpoint: imageEndpoint
  Aigc__Images__Key: '@Microsoft.KeyVault(SecretUri=${imageKeyUri})'
  Aigc__Queues__Submissions: 'batch-submissions'
  Aigc__Delivery__PublicUrl: 'https://${name}.azurewebsites.net'
}
var textSettings = empty(openAiEndpoint) ? {} : { Aigc__Text__Provider: 'azure-openai', Aigc__Azure__OpenAI__Endpoint: openAiEndpoint, Aigc__Azure__OpenAI__Deployment: openAiDeployment }
var safetySettings = empty(contentSafetyEndpoint) ? {} : { Aigc__Azure__ContentSafety__Endpoint: contentSafetyEndpoint }

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: { storage: { type: 'blobContainer', value: '${storage.properties.primaryEndpoints.blob}deployments', authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId } } }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 40 }
    }
    siteConfig: { minTlsVersion: '1.2', appSettings: [for setting in items(union(settings, textSettings, safetySettings)): { name: setting.key, value: setting.value }] }
  }
}

output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
