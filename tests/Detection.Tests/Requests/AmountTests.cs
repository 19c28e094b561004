using System.Globalization;

namespace RootWatch.Detection.Tests.Requests;

public sealed class AmountTests
{
    [Theory]
    [InlineData("ec2 RunInstances", """{"instancesSet":{"items":[{"minCount":1,"maxCount":40}]}}""", 40)]
    [InlineData("ecs RunTask", """{"count":7}""", 7)]
    [InlineData("ecs UpdateService", """{"desiredCount":30}""", 30)]
    [InlineData("autoscaling CreateAutoScalingGroup", """{"minSize":2,"maxSize":90,"desiredCapacity":12}""", 12)]
    [InlineData("autoscaling CreateAutoScalingGroup", """{"minSize":2,"maxSize":90}""", 2)]
    [InlineData("eks CreateNodegroup", """{"scalingConfig":{"desiredSize":11,"maxSize":99,"minSize":1}}""", 11)]
    [InlineData("redshift CreateCluster", """{"numberOfNodes":"16"}""", 16)]
    [InlineData("elasticmapreduce RunJobFlow", """{"instances":{"instanceGroups":[{"instanceCount":1},{"instanceCount":20}]}}""", 21)]
    [InlineData("lightsail CreateInstances", """{"instanceNames":["a","b","c"]}""", 3)]
    [InlineData("lightsail CreateInstances", """{"blueprintId":"linux"}""", 0)]
    [InlineData("workspaces CreateWorkspaces", """{"workspaces":[{"bundleId":"b"},{"bundleId":"b"}]}""", 2)]
    [InlineData("workspaces TerminateWorkspaces", """{"terminateWorkspaceRequests":[{"workspaceId":"a"},{"workspaceId":"b"}]}""", 2)]
    [InlineData("ec2 TerminateInstances", """{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}""", 2)]
    [InlineData("ec2 DescribeInstances", """{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}""", 0)]
    [InlineData("ssm SendCommand", """{"instanceIds":["i-1","i-2"]}""", 0)]
    [InlineData("sagemaker CreateTrainingJob", """{"resourceConfig":{"instanceCount":8,"instanceType":"ml.p4d.24xlarge"}}""", 8)]
    [InlineData("ecs ListTasks", """{"count":50}""", 0)]
    [InlineData("ssm UpdateDocument", """{"content":"{\"desiredCount\":50}"}""", 0)]
    [InlineData("ecs RunTask", """{"count":99999999999}""", 0)]
    public void Machines_are_counted_in_every_service(string call, string request, int instances) => SampleRequests.Of(call, request).Instances.ShouldBe(instances);

    [Theory]
    [InlineData("ecs UpdateService", """{"desiredCount":0}""", true)]
    [InlineData("autoscaling SetDesiredCapacity", """{"desiredCapacity":0}""", true)]
    [InlineData("autoscaling UpdateAutoScalingGroup", """{"desiredCapacity":0,"minSize":0,"maxSize":0}""", true)]
    [InlineData("eks UpdateNodegroupConfig", """{"scalingConfig":{"minSize":0,"desiredSize":"0","maxSize":0}}""", true)]
    [InlineData("ecs UpdateService", """{"desiredCount":1}""", false)]
    [InlineData("ecs UpdateService", """{"service":"web"}""", false)]
    [InlineData("ecs CreateService", """{"desiredCount":0}""", false)]
    [InlineData("autoscaling UpdateAutoScalingGroup", """{"minSize":0,"maxSize":4}""", false)]
    public void What_is_scaled_to_nothing_is_known(string call, string request, bool scaledToZero) => SampleRequests.Of(call, request).ScaledToZero.ShouldBe(scaledToZero);

    [Theory]
    [InlineData("""{"instanceType":"t3.micro"}""", "t3.micro", false)]
    [InlineData("""{"instanceType":{"value":"g5.xlarge"}}""", "g5.xlarge", true)]
    [InlineData("""{"resourceConfig":{"instanceType":"ml.p4d.24xlarge"}}""", "ml.p4d.24xlarge", true)]
    [InlineData("""{"dBInstanceClass":"db.r6g.16xlarge"}""", "db.r6g.16xlarge", false)]
    [InlineData("""{"cacheNodeType":"cache.m5.large"}""", "cache.m5.large", false)]
    [InlineData("""{"instanceTypes":["c5.large","trn1.32xlarge","m5.24xlarge"]}""", "trn1.32xlarge", true)]
    [InlineData("""{"instanceTypes":["m5.24xlarge","trn1.32xlarge","c5.large"]}""", "trn1.32xlarge", true)]
    [InlineData("""{"a":{"instanceType":"m5.metal"},"b":{"instanceType":"m5.large"}}""", "m5.metal", false)]
    [InlineData("""{"eC2InstanceType":"p"}""", "p", false)]
    [InlineData("""{"bundleId":"nano_3_0"}""", null, false)]
    public void The_costliest_machine_is_the_one_that_is_named(string request, string? type, bool isAccelerated)
    {
        var facts = SampleRequests.Of("ec2 RunInstances", request);

        facts.InstanceType.ShouldBe(type);
        facts.AsksForAccelerators.ShouldBe(isAccelerated);
    }

    [Theory]
    [InlineData("""{"durationInYears":2}""", 24)]
    [InlineData("""{"duration":31536000}""", 12)]
    [InlineData("""{"duration":"94608000"}""", 36)]
    [InlineData("""{"duration":"3yr"}""", 36)]
    [InlineData("""{"term":"ONE_YEAR"}""", 12)]
    [InlineData("""{"termInMonths":18}""", 18)]
    [InlineData("""{"duration":3600}""", 0)]
    [InlineData("""{"durationSeconds":31536000}""", 0)]
    [InlineData("""{"duration":"P30D"}""", 0)]
    [InlineData("""{"durationInYears":2000000000}""", 1200)]
    [InlineData("""{"durationInYears":-1}""", 0)]
    [InlineData("""{"term":"monthly"}""", 0)]
    public void How_long_it_binds_is_known(string request, int months) => SampleRequests.Of("savingsplans CreateSavingsPlan", request).Months.ShouldBe(months);

    [Theory]
    [InlineData("""{"commitment":"100.50"}""", "100.50")]
    [InlineData("""{"upfrontPaymentAmount":5000,"commitment":"1"}""", "5000")]
    [InlineData("""{"limitPrice":{"amount":12.5,"currencyCode":"USD"}}""", "12.5")]
    [InlineData("""{"commitment":"99999999999999999999"}""", "1000000000000")]
    [InlineData("""{"commitment":"much"}""", null)]
    [InlineData("""{"amount":1e400}""", null)]
    [InlineData("""{"savingsPlanOfferingId":"x"}""", null)]
    public void How_much_money_it_names_is_known(string request, string? money) =>
        SampleRequests.Of("savingsplans CreateSavingsPlan", request).Money.ShouldBe(money is null ? null : decimal.Parse(money, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("iam DeactivateMFADevice", """{"userName":"kim","serialNumber":"arn:aws:iam::111122223333:mfa/kim"}""", "arn:aws:iam::111122223333:mfa/kim")]
    [InlineData("iam CreateVirtualMFADevice", """{"virtualMFADeviceName":"phone"}""", "phone")]
    [InlineData("acm-pca RevokeCertificate", """{"serialNumber":"77"}""", null)]
    [InlineData("iam EnableMFADevice", """{"serialNumber":["a"]}""", null)]
    public void The_device_that_it_is_about_is_known(string call, string request, string? device) => SampleRequests.Of(call, request).TargetDevice.ShouldBe(device);
}
