using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Models;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Contracts.Safety;

namespace Aigc.Contracts;

/// <summary>The one JSON form of everything on the wire and in the stores: camelCase, enums as camelCase strings, nulls left out.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = false,
    Converters = [
        typeof(CamelCaseEnum<BatchState>), typeof(CamelCaseEnum<BudgetLevel>), typeof(CamelCaseEnum<BudgetPeriod>), typeof(CamelCaseEnum<FactKind>), typeof(CamelCaseEnum<GarmentPhoto>), typeof(CamelCaseEnum<Gate>), typeof(CamelCaseEnum<HarmClass>), typeof(CamelCaseEnum<IdeaKind>),
        typeof(CamelCaseEnum<ImageJobState>), typeof(CamelCaseEnum<ItemState>), typeof(CamelCaseEnum<KeywordKind>), typeof(CamelCaseEnum<LintSeverity>), typeof(CamelCaseEnum<MarketMeasure>), typeof(CamelCaseEnum<ModelCapability>),
        typeof(CamelCaseEnum<ModelState>), typeof(CamelCaseEnum<QuoteBasis>), typeof(CamelCaseEnum<ReviewState>), typeof(CamelCaseEnum<ReviewTimeoutAction>), typeof(CamelCaseEnum<RuleOutcome>), typeof(CamelCaseEnum<SafetyAction>), typeof(CamelCaseEnum<ShadowKind>),
        typeof(CamelCaseEnum<SlotState>), typeof(CamelCaseEnum<TriageOutcome>), typeof(CamelCaseEnum<Verdict>),
    ])]
[JsonSerializable(typeof(AssemblePromptRequest))]
[JsonSerializable(typeof(AttributeDictionary))]
[JsonSerializable(typeof(AssetRef))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(BatchList))]
[JsonSerializable(typeof(BatchMessage))]
[JsonSerializable(typeof(BatchNews))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(BrandGlossary))]
[JsonSerializable(typeof(BudgetNews))]
[JsonSerializable(typeof(BulkDecisionRequest))]
[JsonSerializable(typeof(BulkDecisionResult))]
[JsonSerializable(typeof(CapabilityList))]
[JsonSerializable(typeof(CategoryTreeInfo))]
[JsonSerializable(typeof(CheckPromptRequest))]
[JsonSerializable(typeof(CompareRequest))]
[JsonSerializable(typeof(CompareResult))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(DeprecateRequest))]
[JsonSerializable(typeof(FileList))]
[JsonSerializable(typeof(ForkRequest))]
[JsonSerializable(typeof(GapReport))]
[JsonSerializable(typeof(GateDecision))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(ImageJob))]
[JsonSerializable(typeof(ImageModelList))]
[JsonSerializable(typeof(ImageOperationRequest))]
[JsonSerializable(typeof(ImagePipelineRequest))]
[JsonSerializable(typeof(ImagePipelineResponse))]
[JsonSerializable(typeof(ImportedPrompt))]
[JsonSerializable(typeof(LintReport))]
[JsonSerializable(typeof(MarketPackList))]
[JsonSerializable(typeof(MarketRules))]
[JsonSerializable(typeof(Prompt))]
[JsonSerializable(typeof(PromptChange))]
[JsonSerializable(typeof(PromptChangeList))]
[JsonSerializable(typeof(PromptCheck))]
[JsonSerializable(typeof(PromptDiff))]
[JsonSerializable(typeof(PromptDraft))]
[JsonSerializable(typeof(PromptList))]
[JsonSerializable(typeof(PromptSummary))]
[JsonSerializable(typeof(PromptVersion))]
[JsonSerializable(typeof(PromptVersionList))]
[JsonSerializable(typeof(ProvenanceReport))]
[JsonSerializable(typeof(PutLabelRequest))]
[JsonSerializable(typeof(RehostRequest))]
[JsonSerializable(typeof(RehostResponse))]
[JsonSerializable(typeof(IngestReport))]
[JsonSerializable(typeof(InvoiceRequest))]
[JsonSerializable(typeof(InvoiceResult))]
[JsonSerializable(typeof(IReadOnlyList<ItemResult>))]
[JsonSerializable(typeof(IReadOnlyList<SlotResult>))]
[JsonSerializable(typeof(ItemList))]
[JsonSerializable(typeof(ItemResult))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(List<Product>))]
[JsonSerializable(typeof(ModelChange))]
[JsonSerializable(typeof(ModelHealth))]
[JsonSerializable(typeof(ModelInfo))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(PageItem))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(Quote))]
[JsonSerializable(typeof(QuoteRequest))]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(RecipeList))]
[JsonSerializable(typeof(RenderedMessages))]
[JsonSerializable(typeof(RenderPromptRequest))]
[JsonSerializable(typeof(Review))]
[JsonSerializable(typeof(ReviewDecision))]
[JsonSerializable(typeof(ReviewList))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(RowError))]
[JsonSerializable(typeof(SafetyVerdict))]
[JsonSerializable(typeof(SavedPrompt))]
[JsonSerializable(typeof(SavePromptRequest))]
[JsonSerializable(typeof(SceneTemplateList))]
[JsonSerializable(typeof(SlotResult))]
[JsonSerializable(typeof(TenantBudget))]
[JsonSerializable(typeof(TenantSpend))]
[JsonSerializable(typeof(TrialReport))]
[JsonSerializable(typeof(TriageVerdict))]
public sealed partial class AigcJson : JsonSerializerContext;

/// <summary>An enum as its name in camelCase.</summary>
public sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;
