using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>The linter rules that the compiler has, read from its own assembly: the documentation lists only some.</summary>
internal static class CompilerRules
{
    private const string Assembly = "Azure.Bicep.Core.dll";
    private const string Namespace = "Bicep.Core.Analyzers.Linter.Rules";

    // Marks where a program that is one file says where its list of files begins (dotnet/runtime, "bundle").
    private static ReadOnlySpan<byte> Signature =>
    [
        0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32,
        0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae,
    ];

    public static IReadOnlyList<string> Read(string program)
    {
        using var portable = new PEReader(new MemoryStream(Unpack(File.ReadAllBytes(program))));
        var metadata = portable.GetMetadataReader();
        return
        [
            .. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Where(type => metadata.GetString(type.Namespace).StartsWith(Namespace, StringComparison.Ordinal))
                .SelectMany(type => type.GetFields()).Select(metadata.GetFieldDefinition)
                .Where(field => metadata.GetString(field.Name) is "Code" && !field.GetDefaultValue().IsNil)
                .Select(field => metadata.GetConstant(field.GetDefaultValue()))
                .Select(constant => (string)metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)!)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static byte[] Unpack(byte[] program)
    {
        var marker = program.AsSpan().IndexOf(Signature);
        using var reader = new BinaryReader(new MemoryStream(program), Encoding.UTF8);
        reader.BaseStream.Position = BitConverter.ToInt64(program, marker - sizeof(long));
        _ = reader.ReadInt64();
        var files = reader.ReadInt32();
        _ = reader.ReadString();
        _ = reader.ReadBytes(5 * sizeof(long));
        for (var file = 0; file < files; file++)
        {
            var (offset, size, packed) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            _ = reader.ReadByte();
            if (reader.ReadString() is Assembly)
            {
                using var contents = new MemoryStream(program, (int)offset, (int)(packed is 0 ? size : packed));
                using Stream unpacked = packed is 0 ? contents : new DeflateStream(contents, CompressionMode.Decompress);
                using var whole = new MemoryStream();
                unpacked.CopyTo(whole);
                return whole.ToArray();
            }
        }

        throw new InvalidOperationException($"The compiler holds no {Assembly}.");
    }
}
