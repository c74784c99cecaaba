// swift-tools-version: 6.2
import PackageDescription

// The map of the house: every module, in the order in which data flows, with all it may import. The build checks it
// (`--explicit-target-dependency-import-check error`); ARCHITECTURE.md says what each one is for.

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// SwiftPM drops rpath flags that come from pkg-config, so what links DuckDB names its directory here.
let duckDBLibrary = Context.environment["SOUNDINGS_DUCKDB_LIB"] ?? Context.packageDirectory + "/.vendor/duckdb/lib"
let findDuckDB: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", duckDBLibrary])]

func module(_ path: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return .target(
        name: name, dependencies: dependencies, path: "Sources/" + path, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, path: "Tests/\(name)Tests",
        swiftSettings: settings, linkerSettings: findDuckDB)
}

let package = Package(
    name: "soundings",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "soundings", targets: ["App"])],
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
        // What those stand on: named here so that every machine builds the same.
        .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-algorithms.git", exact: "1.2.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-async-algorithms.git", exact: "1.1.4"),
        .package(url: "https://github.com/apple/swift-atomics.git", exact: "1.3.0"),
        .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-structured-headers.git", exact: "1.7.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-transport-services.git", exact: "1.28.0"),
        .package(url: "https://github.com/apple/swift-numerics.git", exact: "1.1.1"),
        .package(url: "https://github.com/apple/swift-service-context.git", exact: "1.5.1"),
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
    ],
    targets: [
        // What everything may use
        .target(
            name: "CSimdJSON", path: "Sources/Base/CSimdJSON", publicHeadersPath: "include",
            cxxSettings: [.unsafeFlags(["-O2"])], linkerSettings: [.linkedLibrary("simdjson")]),
        module("Base/JSON", ["CSimdJSON"]),
        .systemLibrary(name: "CZlib", path: "Sources/Base/CZlib"),
        module("Base/Compression", ["CZlib"]),
        module("Base/ColumnPack", []),

        // Warehouses
        module("Query/SQL", []),
        module("Warehouses/Warehouse", ["ColumnPack", "SQL"]),
        .systemLibrary(name: "CDuckDB", path: "Sources/Warehouses/CDuckDB", pkgConfig: "duckdb"),
        module("Warehouses/WarehouseDuckDB", ["Warehouse", "ColumnPack", "SQL", "CDuckDB"]),

        // Collect and load
        module("Load/Landing", ["Warehouse", "SQL", "JSON", "ColumnPack", grdb, logging]),
        module("Collect/Ingestion", ["Landing", "JSON", "Compression", crypto]),

        // Transform
        module("Transform/SQLLineage", ["JSON", "SQL", "Warehouse"]),
        module("Transform/Jinja", []),
        module(
            "Transform/Pipelines", ["Jinja", "SQLLineage", "SQL", "Warehouse", "JSON", yams, crypto, logging]),

        // Model
        module("Model/LookML", []),
        module("Model/SemanticModel", ["LookML"]),
        module("Model/LookMLGenerator", ["LookML", "Warehouse", "SQL"]),
        module("Model/Development", [crypto]),

        // Query
        module("Query/LookerExpressions", []),
        module("Query/ProductAnalytics", ["SQL", "Warehouse", "ColumnPack", "JSON"]),
        module("Query/QueryCompiler", ["LookerExpressions", "SemanticModel", "LookML", "SQL", "JSON"]),
        module(
            "Query/ExploreEvents",
            ["ProductAnalytics", "QueryCompiler", "LookerExpressions", "SemanticModel", "SQL", "JSON"]),
        module(
            "Query/QueryRunner", ["QueryCompiler", "LookerExpressions", "SemanticModel", "LookML", "Warehouse", "SQL"]),
        module(
            "Query/SQLRunner",
            ["QueryRunner", "QueryCompiler", "SemanticModel", "LookML", "Warehouse", "SQL", "JSON"]),
        module("Query/Materialization", ["QueryCompiler", "SemanticModel", "Warehouse", "SQL", logging]),
        module("Query/ModelCheck", ["QueryCompiler", "SemanticModel", "LookML", "Warehouse", "SQL"]),

        // Present
        module(
            "Present/Content",
            [
                "ProductAnalytics", "LookerExpressions", "SemanticModel", "LookML", "JSON", grdb, yams, crypto,
                cryptoExtras,
            ]),
        module(
            "Present/Presentation",
            ["QueryRunner", "QueryCompiler", "SemanticModel", "Warehouse", "JSON", "Compression"]),
        module("Present/ChartReports", ["JSON"]),
        module("Present/ProblemReports", ["LookML", "JSON"]),
        module(
            "Present/Catalogue",
            ["Content", "QueryCompiler", "SemanticModel", "LookML", "SQLLineage", "Warehouse", "SQL", "JSON"]),
        module(
            "Present/Discovery",
            ["Content", "Presentation", "QueryCompiler", "SemanticModel", "JSON", grdb, logging]),

        // Deliver
        module("Deliver/DataActions", ["SemanticModel", "JSON", crypto]),
        module("Deliver/Alerts", ["Content", "Pipelines", "JSON", logging]),

        // Serve
        module("Serve/OpenIDConnect", ["JSON", crypto, cryptoExtras]),
        module("Serve/FrontDoor", ["JSON", hummingbird, httpTypes, nioCore, nioHTTPTypes, logging]),
        module(
            "Serve/QueryDesk",
            [
                "FrontDoor", "DataActions", "Alerts", "Content", "Presentation", "Materialization", "SQLRunner",
                "QueryRunner", "QueryCompiler", "SemanticModel", "Warehouse", "SQL", "JSON", hummingbird, httpTypes,
                nioCore,
            ]),
        module(
            "Serve/LookerAPI",
            [
                "QueryDesk", "FrontDoor", "DataActions", "Alerts", "Discovery", "Content", "Presentation",
                "Materialization",
                "SQLRunner", "QueryRunner", "QueryCompiler", "SemanticModel", "LookML", "Development", "Pipelines",
                "Warehouse", "SQL", "JSON", hummingbird, httpTypes, nioCore, logging,
            ]),
        module(
            "Serve/CollectAPI", ["FrontDoor", "Ingestion", "Landing", "JSON", hummingbird, httpTypes, nioCore, logging]),
        module(
            "Serve/AmplitudeAPI",
            [
                "FrontDoor", "ProductAnalytics", "Warehouse", "SQL", "JSON", "Compression", hummingbird, httpTypes,
                nioCore, logging,
            ]),
        module(
            "Serve/ProductAPI",
            [
                "QueryDesk", "FrontDoor", "OpenIDConnect", "Alerts", "ProblemReports", "Catalogue", "Discovery",
                "Presentation",
                "Pipelines", "Development", "Content", "ModelCheck", "ExploreEvents", "ProductAnalytics", "QueryRunner",
                "QueryCompiler",
                "SemanticModel", "LookML", "Landing", "Warehouse", "SQL", "JSON", hummingbird, httpTypes, nioCore,
                logging,
            ]),
        module("Demo/DemoData", []),
        .executableTarget(
            name: "App",
            dependencies: [
                "LookerAPI", "CollectAPI", "AmplitudeAPI", "ProductAPI", "QueryDesk", "OpenIDConnect", "Catalogue",
                "Discovery",
                "FrontDoor", "DataActions", "Alerts", "DemoData", "Content", "Presentation", "ChartReports",
                "ProblemReports", "ModelCheck",
                "LookMLGenerator", "Development",
                "Materialization", "QueryRunner", "ExploreEvents", "ProductAnalytics", "QueryCompiler",
                "SemanticModel", "LookML", "Pipelines", "Ingestion", "Landing", "WarehouseDuckDB", "Warehouse", "SQL",
                "JSON", "Compression", hummingbird, hummingbirdCore, httpTypes, nioCore, nioPosix, lifecycle,
                argumentParser, logging,
                crypto, yams,
            ],
            path: "Sources/Serve/App", swiftSettings: settings, linkerSettings: findDuckDB),

        // Speeds beside limits and peers, for Benchmarks/run.py
        .executableTarget(
            name: "ModelBenchmark",
            dependencies: ["QueryCompiler", "SemanticModel", "LookML", "SQL", "Warehouse", "WarehouseDuckDB"],
            path: "Benchmarks/ModelBenchmark", swiftSettings: settings, linkerSettings: findDuckDB),
        .executableTarget(
            name: "ChartBenchmark", dependencies: ["ProductAnalytics", "JSON", "Warehouse", "WarehouseDuckDB"],
            path: "Benchmarks/ChartBenchmark", swiftSettings: settings, linkerSettings: findDuckDB),
        .executableTarget(
            name: "ChartData", dependencies: ["Landing", "WarehouseDuckDB"], path: "Benchmarks/ChartData",
            swiftSettings: settings, linkerSettings: findDuckDB),

        // Tests
        tests("JSON", []),
        tests("ColumnPack", []),
        tests("WarehouseDuckDB", ["Warehouse", "SQL", "CDuckDB"]),
        tests("Landing", ["Warehouse", "WarehouseDuckDB", "ColumnPack", "SQL", "JSON", grdb, logging]),
        tests("Ingestion", ["Landing", "Warehouse", "WarehouseDuckDB", "SQL", "JSON", "CZlib", grdb, logging]),
        tests("SQLLineage", ["JSON", "SQL", "Warehouse", "WarehouseDuckDB"]),
        tests("Jinja", []),
        tests(
            "Pipelines", ["Jinja", "SQLLineage", "Warehouse", "WarehouseDuckDB", "SQL", "JSON", yams, crypto, logging]),
        tests("LookML", []),
        tests("SemanticModel", ["LookML"]),
        tests(
            "LookMLGenerator",
            ["QueryCompiler", "SemanticModel", "LookML", "Warehouse", "WarehouseDuckDB", "SQL"]),
        tests("Development", []),
        tests("SQL", []),
        tests(
            "ProductAnalytics",
            ["ExploreEvents", "Landing", "SQL", "Warehouse", "WarehouseDuckDB", "ColumnPack", "JSON"]),
        tests(
            "ExploreEvents",
            [
                "ProductAnalytics", "QueryCompiler", "SemanticModel", "LookML", "Warehouse", "WarehouseDuckDB", "SQL",
                "JSON",
            ]),
        tests("LookerExpressions", []),
        tests(
            "QueryCompiler",
            ["LookerExpressions", "SemanticModel", "LookML", "SQL", "JSON", "Warehouse", "WarehouseDuckDB"]),
        tests(
            "QueryRunner",
            [
                "QueryCompiler", "LookerExpressions", "SemanticModel", "LookML", "Warehouse", "WarehouseDuckDB", "SQL",
            ]),
        tests(
            "SQLRunner", ["QueryRunner", "Warehouse", "WarehouseDuckDB", "SQL", "JSON"]),
        tests(
            "QueryDesk",
            [
                "FrontDoor", "DataActions", "Alerts", "Content", "Presentation", "Materialization", "SQLRunner",
                "QueryRunner", "QueryCompiler", "SemanticModel", "LookML", "Warehouse", "WarehouseDuckDB", "SQL",
                "JSON", logging,
            ]),
        tests(
            "Materialization",
            ["QueryCompiler", "SemanticModel", "LookML", "Warehouse", "WarehouseDuckDB", "SQL", logging]),
        tests(
            "ModelCheck", ["QueryCompiler", "SemanticModel", "LookML", "Warehouse", "WarehouseDuckDB", "SQL"]),
        tests("Content", ["SemanticModel", "LookML", "JSON", grdb, yams, crypto, cryptoExtras]),
        tests(
            "Presentation",
            [
                "QueryRunner", "QueryCompiler", "LookerExpressions", "SemanticModel", "LookML", "Warehouse",
                "WarehouseDuckDB", "SQL", "JSON", "CZlib",
            ]),
        tests("ChartReports", ["JSON"]),
        tests("ProblemReports", ["LookML", "JSON"]),
        tests(
            "Catalogue",
            [
                "Content", "QueryCompiler", "SemanticModel", "LookML", "SQLLineage", "Warehouse", "WarehouseDuckDB",
                "SQL", "JSON",
            ]),
        tests("Discovery", ["Content", "QueryCompiler", "SemanticModel", "LookML", "JSON", logging]),
        tests("DataActions", ["SemanticModel", "JSON"]),
        tests("Alerts", ["Content", "JSON", logging]),
        tests("OpenIDConnect", ["JSON", crypto, cryptoExtras]),
        tests(
            "AmplitudeAPI",
            [
                "FrontDoor", "ProductAnalytics", "Landing", "Warehouse", "WarehouseDuckDB", "SQL", "JSON", "CZlib",
                hummingbird, httpTypes, nioCore, nioEmbedded, grdb, logging,
            ]),
        tests("DemoData", []),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
