// One account: blobs, tables and queues. No shared keys: everything is reached by identity.
param name string
param location string
param tags object

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: { deleteRetentionPolicy: { enabled: true, days: 14 } }
}

resource product 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'aigc'
}

// Of the image service: pictures taken over from other hosts, and the operator's own models and scenes (see app/images.bicep).
resource ofImages 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [for name in [ 'image-assets', 'image-models', 'image-scenes' ]: {
  parent: blobs
  name: name
}]

resource deployments 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'deployments'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource submissions 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = {
  parent: queues
  name: 'batch-submissions'
}

// What was worked with is of no use after a while; results and assets stay.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'forget-working-files'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: [ 'blockBlob' ], prefixMatch: [ 'aigc/feeds/', 'aigc/pages/' ] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 180 } } }
          }
        }
      ]
    }
  }
}

output name string = account.name
