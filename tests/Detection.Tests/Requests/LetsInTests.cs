using System.Text.Json;
using RootWatch.Detection.Requests;
using static RootWatch.Detection.Requests.LetsIn;

namespace RootWatch.Detection.Tests.Requests;

public sealed class LetsInTests
{
    [Theory]
    [InlineData("\"*\"", Everybody)]
    [InlineData("""{"AWS":"*"}""", Everybody)]
    [InlineData("""{"AWS":["arn:aws:iam::111122223333:root","*"]}""", Everybody)]
    [InlineData("""{"AWS":"arn:aws:iam::*:role/any"}""", Everybody)]
    [InlineData("""{"AWS":"555566667777"}""", AnotherAccount)]
    [InlineData("""{"AWS":"arn:aws-cn:iam::555566667777:user/deploy"}""", AnotherAccount)]
    [InlineData("""{"AWS":["111122223333","arn:aws:sts::555566667777:assumed-role/a/b"]}""", AnotherAccount)]
    [InlineData("""{"Federated":"cognito-identity.amazonaws.com"}""", ForeignIdentityProvider)]
    [InlineData("""{"Federated":"accounts.google.com"}""", ForeignIdentityProvider)]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:saml-provider/office"}""", ForeignIdentityProvider)]
    [InlineData("""{"Federated":["arn:aws:iam::111122223333:oidc-provider/token.example.com"],"AWS":"555566667777"}""", ForeignIdentityProvider)]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:root"}""", Nobody)]
    [InlineData("""{"AWS":"111122223333"}""", Nobody)]
    [InlineData("""{"Service":"lambda.amazonaws.com"}""", Nobody)]
    [InlineData("""{"Service":["ec2.amazonaws.com","*"]}""", Nobody)]
    [InlineData("""{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE"}""", Nobody)]
    [InlineData("""{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}""", Nobody)]
    [InlineData("""{"AWS":"AROAEXAMPLEID"}""", Nobody)]
    [InlineData("""{"AWS":[]}""", Nobody)]
    public void A_principal_is_let_in_wherever_a_service_keeps_its_policy(string principal, LetsIn expected)
    {
        var statement = $$"""{"Action":"x:Y","Principal":{{principal}},"Resource":"*","Effect":"Allow"}""";

        foreach (var policy in new[] { $$"""{"Statement":[{{statement}}]}""", $$"""{"Version":"2012-10-17","Statement":{{statement}}}""" })
        {
            Of("s3 PutBucketPolicy", $$"""{"bucketName":"b","bucketPolicy":{{policy}}}""").ShouldBe(expected);
            Of("iam UpdateAssumeRolePolicy", $$"""{"roleName":"r","policyDocument":{{Text(policy)}}}""").ShouldBe(expected);
            Of("iam CreateRole", $$"""{"assumeRolePolicyDocument":{{Text(Uri.EscapeDataString(policy))}}}""").ShouldBe(expected);
            Of("sqs SetQueueAttributes", $$"""{"attributes":{"Policy":{{Text(policy)}} } }""").ShouldBe(expected);
            Of("sns SetTopicAttributes", $$"""{"attributeName":"Policy","attributeValue":{{Text(" \n" + policy)}}}""").ShouldBe(expected);
            Of("ecr SetRepositoryPolicy", $$"""{"policyText":{{Text(policy)}}}""").ShouldBe(expected);
            Of("es UpdateElasticsearchDomainConfig", $$"""{"accessPolicies":{{Text(policy)}}}""").ShouldBe(expected);
            Of("glue PutResourcePolicy", $$"""{"policyInJson":{{Text($$"""{"policy":{{Text(policy)}} }""")}} }""").ShouldBe(expected);
            Of("organizations PutResourcePolicy", $$"""{"content":{{Text(policy)}}}""").ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("""{"Effect":"Deny","Principal":"*"}""", Nobody)]
    [InlineData("""{"Principal":"*","Effect":"DENY"}""", Nobody)]
    [InlineData("""{"Effect":"Deny","NotPrincipal":{"AWS":"555566667777"}}""", Nobody)]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"}}""", Everybody)]
    [InlineData("""{"NotPrincipal":"arn:aws:iam::111122223333:root","Effect":"Allow"}""", Everybody)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"}""", Nobody)]
    public void What_is_denied_lets_nobody_in(string statement, LetsIn expected) =>
        Of("sqs SetQueueAttributes", $$"""{"attributes":{"Policy":{{Text($$"""{"Statement":[{{statement}}]}""")}} } }""").ShouldBe(expected);

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}""", Organization)]
    [InlineData("""{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"]}}""", Organization)]
    [InlineData("""{"StringLike":{"aws:PrincipalOrgID":"o-*"}}""", Everybody)]
    [InlineData("""{"StringEquals":{"AWS:SourceOwner":"111122223333"}}""", Nobody)]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":["111122223333","555566667777"]}}""", AnotherAccount)]
    [InlineData("""{"StringEquals":{"kms:CallerAccount":"111122223333","kms:ViaService":"rds.eu-west-1.amazonaws.com"}}""", Nobody)]
    [InlineData("""{"StringEquals":{"kms:ViaService":"rds.eu-west-1.amazonaws.com"}}""", Everybody)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}}""", Nobody)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:reports"}}""", Nobody)]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::555566667777:role/x"}}""", AnotherAccount)]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/x"}}""", Everybody)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"*"}}""", Everybody)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":["198.51.100.0/24","2001:db8::/32"]}}""", Nobody)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":["198.51.100.0/24","0.0.0.0/0"]}}""", Everybody)]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}""", Nobody)]
    [InlineData("""{"Bool":{"elasticfilesystem:AccessedViaMountTarget":"true"}}""", Nobody)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", Everybody)]
    [InlineData("""{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}""", Everybody)]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}""", Everybody)]
    [InlineData("""{"StringEqualsIfExists":{"aws:PrincipalAccount":"111122223333"}}""", Everybody)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:PrincipalAccount":"111122223333"}}""", Everybody)]
    [InlineData("""{"StringLike":{"aws:Referer":"https://example.com/*"}}""", Everybody)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:SourceAccount":"111122223333","aws:PrincipalOrgID":"o-a1b2c3d4e5"}}""", Nobody)]
    [InlineData("{}", Everybody)]
    public void A_condition_that_binds_everybody_narrows_it(string condition, LetsIn expected)
    {
        var after = $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"x:Y","Condition":{{condition}}}]}""";
        var before = $$"""{"Statement":[{"Condition":{{condition}},"Principal":"*","Effect":"Allow"}]}""";

        Of("sns SetTopicAttributes", $$"""{"attributeName":"Policy","attributeValue":{{Text(after)}}}""").ShouldBe(expected);
        Of("s3 PutBucketPolicy", $$"""{"bucketPolicy":{{before}}}""").ShouldBe(expected);
    }

    [Fact]
    public void A_condition_narrows_its_own_statement_alone() =>
        Of("s3 PutBucketPolicy", """{"bucketPolicy":{"Statement":[{"Effect":"Allow","Principal":"*"},{"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}]}}""").ShouldBe(Everybody);

    [Fact]
    public void Another_account_of_the_organization_is_the_organization() =>
        Of("kms PutKeyPolicy", $$"""{"policy":{{Text("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"555566667777"},"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}]}""")}}}""").ShouldBe(Organization);

    [Theory]
    [InlineData("ec2 ModifyImageAttribute", """{"launchPermission":{"add":{"items":[{"userId":"555566667777"}]}}}""", AnotherAccount)]
    [InlineData("ec2 ModifyImageAttribute", """{"launchPermission":{"add":{"items":[{"userId":"111122223333"}]}}}""", Nobody)]
    [InlineData("ec2 ModifyImageAttribute", """{"launchPermission":{"add":{"items":[{"organizationArn":"arn:aws:organizations::555566667777:organization/o-a1b2c3d4e5"}]}}}""", Organization)]
    [InlineData("ec2 ModifyImageAttribute", """{"launchPermission":{"remove":{"items":[{"userId":"555566667777"}]},"add":{"items":[]}}}""", Nobody)]
    [InlineData("ec2 ModifySnapshotAttribute", """{"operationType":"add","userIds":["555566667777"]}""", AnotherAccount)]
    [InlineData("ec2 ModifySnapshotAttribute", """{"userIds":["555566667777"],"operationType":"remove"}""", Nobody)]
    [InlineData("ec2 ModifyVpcEndpointServicePermissions", """{"ModifyVpcEndpointServicePermissionsRequest":{"AddAllowedPrincipals":{"tag":1,"content":"*"}}}""", Everybody)]
    [InlineData("ec2 ModifyVpcEndpointServicePermissions", """{"ModifyVpcEndpointServicePermissionsRequest":{"RemoveAllowedPrincipals":{"tag":1,"content":"*"}}}""", Nobody)]
    [InlineData("ec2 CreateVpcEndpoint", """{"policyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}""", Nobody)]
    [InlineData("rds ModifyDBClusterSnapshotAttribute", """{"attributeName":"restore","valuesToAdd":["555566667777"]}""", AnotherAccount)]
    [InlineData("rds ModifyDBClusterSnapshotAttribute", """{"attributeName":"restore","valuesToRemove":["555566667777"]}""", Nobody)]
    [InlineData("ram CreateResourceShare", """{"name":"s","principals":["arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-11111111"]}""", Organization)]
    [InlineData("ram AssociateResourceShare", """{"principals":["555566667777"]}""", AnotherAccount)]
    [InlineData("ram DisassociateResourceShare", """{"principals":["555566667777"]}""", Nobody)]
    [InlineData("sqs AddPermission", """{"label":"l","aWSAccountIds":["555566667777"],"actions":["*"]}""", AnotherAccount)]
    [InlineData("sqs AddPermission", """{"aWSAccountIds":["*"],"actions":["SendMessage"]}""", Everybody)]
    [InlineData("sns AddPermission", """{"aWSAccountId":["111122223333"],"actionName":["Publish"]}""", Nobody)]
    [InlineData("lambda AddPermission20150331v2", """{"principal":"*","functionUrlAuthType":"NONE"}""", Everybody)]
    [InlineData("lambda AddPermission20150331v2", """{"principal":"*","principalOrgID":"o-a1b2c3d4e5"}""", Organization)]
    [InlineData("lambda AddPermission20150331v2", """{"principal":"s3.amazonaws.com","sourceAccount":"555566667777"}""", Nobody)]
    [InlineData("lambda AddPermission20150331v2", """{"principal":"555566667777"}""", AnotherAccount)]
    [InlineData("lambda AddLayerVersionPermission20181031", """{"principal":"*","organizationId":"o-a1b2c3d4e5"}""", Organization)]
    [InlineData("lambda RemovePermission20150331v2", """{"principal":"*"}""", Nobody)]
    [InlineData("redshift AuthorizeSnapshotAccess", """{"accountWithRestoreAccess":"555566667777"}""", AnotherAccount)]
    [InlineData("redshift RevokeSnapshotAccess", """{"accountWithRestoreAccess":"555566667777"}""", Nobody)]
    [InlineData("redshift AuthorizeEndpointAccess", """{"account":"555566667777"}""", AnotherAccount)]
    [InlineData("kms CreateGrant", """{"granteePrincipal":"arn:aws:iam::555566667777:role/x","operations":["Decrypt"]}""", AnotherAccount)]
    [InlineData("kms CreateGrant", """{"granteePrincipal":"arn:aws:iam::111122223333:role/x"}""", Nobody)]
    [InlineData("kms CreateGrant", """{"granteePrincipal":"dynamodb.eu-west-1.amazonaws.com"}""", Nobody)]
    [InlineData("events PutPermission", """{"principal":"555566667777","action":"events:PutEvents"}""", AnotherAccount)]
    [InlineData("events PutPermission", """{"principal":"*","condition":{"type":"StringEquals","key":"aws:PrincipalOrgID","value":"o-a1b2c3d4e5"}}""", Organization)]
    [InlineData("events PutPermission", """{"condition":{"value":"o-a1b2c3d4e5","key":"aws:PrincipalOrgID","type":"StringEquals"},"principal":"*"}""", Organization)]
    [InlineData("events PutPermission", """{"principal":"*"}""", Everybody)]
    [InlineData("ssm ModifyDocumentPermission", """{"permissionType":"Share","accountIdsToAdd":["all"]}""", Everybody)]
    [InlineData("ssm ModifyDocumentPermission", """{"permissionType":"Share","accountIdsToRemove":["all"]}""", Nobody)]
    [InlineData("workspaces UpdateWorkspaceImagePermission", """{"allowCopyImage":true,"sharedAccountId":"555566667777"}""", AnotherAccount)]
    [InlineData("servicecatalog CreatePortfolioShare", """{"portfolioId":"p","accountId":"555566667777"}""", AnotherAccount)]
    [InlineData("quicksight UpdateDashboardPermissions", """{"awsAccountId":"111122223333","grantPermissions":[{"principal":"arn:aws:quicksight:::publicAnonymousUser/*"}]}""", Everybody)]
    [InlineData("lakeformation GrantPermissions", """{"principal":{"dataLakePrincipalIdentifier":"555566667777"}}""", AnotherAccount)]
    [InlineData("lakeformation GrantPermissions", """{"principal":{"dataLakePrincipalIdentifier":"arn:aws:iam::111122223333:role/analyst"},"catalogId":"111122223333"}""", Nobody)]
    [InlineData("s3 PutBucketAcl", """{"x-amz-grant-read":["uri=\"http://acs.amazonaws.com/groups/global/AllUsers\""]}""", Everybody)]
    [InlineData("s3 PutBucketAcl", """{"AccessControlPolicy":{"AccessControlList":{"Grant":{"Grantee":{"ID":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}}}}}""", Nobody)]
    [InlineData("s3 PutObjectAcl", """{"x-amz-acl":["bucket-owner-full-control"]}""", Nobody)]
    [InlineData("ds ShareDirectory", """{"shareTarget":{"id":"555566667777","type":"ACCOUNT"}}""", AnotherAccount)]
    [InlineData("resource-groups UpdateGroup", """{"group":"all"}""", Nobody)]
    [InlineData("config PutAggregationAuthorization", """{"authorizedAccountId":"555566667777"}""", AnotherAccount)]
    [InlineData("imagebuilder UpdateDistributionConfiguration", """{"distributions":[{"amiDistributionConfiguration":{"launchPermission":{"userGroups":["all"]}}}]}""", Everybody)]
    [InlineData("guardduty CreateMembers", """{"accountDetails":[{"accountId":"555566667777"}]}""", Nobody)]
    [InlineData("guardduty GetMembers", """{"accountIds":["555566667777"]}""", Nobody)]
    [InlineData("sso ProvisionPermissionSet", """{"targetId":"555566667777","accountId":"555566667777"}""", Nobody)]
    [InlineData("organizations UpdatePolicy", """{"content":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}""", Nobody)]
    [InlineData("access-analyzer ValidatePolicy", """{"policyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}]}"}""", Nobody)]
    [InlineData("events PutRule", """{"eventPattern":"{\"detail\":{\"principal\":[\"*\"]}}"}""", Nobody)]
    [InlineData("ec2 CreateTags", """{"tagSet":{"items":[{"key":"principal","value":"*"},{"principal":"*"}]}}""", Nobody)]
    [InlineData("sqs SendMessage", """{"messageBody":"{\"principal\":\"*\"}"}""", Nobody)]
    public void A_share_lets_in_whom_it_names(string call, string request, LetsIn expected) => Of(call, request).ShouldBe(expected);

    [Fact]
    public void An_account_is_an_outsider_where_the_own_one_is_unknown() =>
        Detector.Read("""{"eventSource":"ram.amazonaws.com","eventName":"CreateResourceShare","requestParameters":{"principals":["111122223333"]},"userIdentity":{"type":"Root"}}"""u8).ShouldNotBeNull().Request.LetsIn.ShouldBe(AnotherAccount);

    private static LetsIn Of(string call, string request) => SampleRequests.Of(call, request).LetsIn;

    private static string Text(string json) => JsonSerializer.Serialize(json);
}
