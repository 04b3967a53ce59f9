// The models that the product may use; both are off unless asked for.
param prefix string
param location string
param tags object
param withOpenAi bool
param withContentSafety bool

var deploymentName = 'copy'

resource openAi 'Microsoft.CognitiveServices/accounts@2024-10-01' = if (withOpenAi) {
  name: '${prefix}-openai'
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: { customSubDomainName: '${prefix}-openai', disableLocalAuth: true }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = if (withOpenAi) {
  parent: openAi
  name: deploymentName
  sku: { name: 'GlobalStandard', capacity: 100 }
  properties: { model: { format: 'OpenAI', name: 'gpt-4.1-mini', version: '2025-04-14' } }
}

resource contentSafety 'Microsoft.CognitiveServices/accounts@2024-10-01' = if (withContentSafety) {
  name: '${prefix}-safety'
  location: location
  tags: tags
  kind: 'ContentSafety'
  sku: { name: 'S0' }
  properties: { customSubDomainName: '${prefix}-safety', disableLocalAuth: true }
}

output names array = concat(withOpenAi ? [ '${prefix}-openai' ] : [], withContentSafety ? [ '${prefix}-safety' ] : [])
output openAiEndpoint string = withOpenAi ? 'https://${prefix}-openai.openai.azure.com/' : ''
output openAiDeployment string = deploymentName
output contentSafetyEndpoint string = withContentSafety ? 'https://${prefix}-safety.cognitiveservices.azure.com/' : ''
