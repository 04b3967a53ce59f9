param logName string
param insightsName string
param location string
param tags object

resource log 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: logName
  location: location
  tags: tags
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: log.id, DisableLocalAuth: true }
}

output logName string = log.name
output insightsName string = insights.name
output insightsConnection string = insights.properties.ConnectionString
