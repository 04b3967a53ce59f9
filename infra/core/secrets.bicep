// The vault, and the key that the function app and the image service share. Who may read it is said here, because both apps need it to start.
param name string
param location string
param tags object
param principalId string
param deployerId string

@secure()
param imageKey string

var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
  }
}

resource key 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'image-service-key'
  properties: { value: imageKey }
}

resource appReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: secretsUser }
}

// The next provisioning keeps the key that is there: for that the deployer reads it.
resource deployerReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(vault.id, deployerId, secretsUser)
  scope: vault
  properties: { principalId: deployerId, roleDefinitionId: secretsUser }
}

output name string = vault.name
output imageKeyUri string = '${vault.properties.vaultUri}secrets/${key.name}'
