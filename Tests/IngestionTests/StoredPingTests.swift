import Ingestion
import JSON
import Landing
import Testing

@Suite struct StoredPingTests {
    let fixture: DoorFixture

    init() throws { fixture = try DoorFixture() }

    private func stored(_ columns: [String], after request: IngestionRequest) async throws -> [String?] {
        _ = await fixture.pings(try Releases("5.4.0", app: "2023.04.01")).answer(request)
        return try await LoadedWarehouse(fixture).row(columns, from: "raw.pings")
    }

    /// The record that the reference server stores for this ping, with our types in place of its strings.
    @Test func `the ping of an app becomes the known record`() async throws {
        var request = post(
            #"{"site": "c2b8c9f0-1111-4222-8333-444455556666", "deployType": "app", "version": "2023.03.23+205275.dd37e7", "os": "mac", "totalRepos": 12, "activeToday": true}"#,
            to: "/.api/updates", at: try #require(ISOTime.parse("2023-04-02T10:11:12Z")))
        request.headers["x-forwarded-for"] = "203.0.113.7"
        let expected: [(String, String?)] = [
            ("remote_ip", "203.0.113.7"), ("client_address", "203.0.113.7"), ("method", "POST"),
            ("remote_site_version", "2023.03.23+205275.dd37e7"),
            ("remote_site_id", "c2b8c9f0-1111-4222-8333-444455556666"), ("license_key", ""), ("external_url", ""),
            ("has_update", "true"), ("unique_users_today", "0"), ("site_activity", nil), ("installer_email", ""),
            ("auth_providers", ""), ("ext_services", ""), ("builtin_signup_allowed", "false"),
            ("access_request_enabled", "false"), ("deploy_type", "app"), ("total_user_accounts", "0"),
            ("total_repos", "12"), ("total_orgs", "0"), ("has_external_url", "false"), ("has_repos", "false"),
            ("ever_searched", "false"), ("ever_find_refs", "false"), ("os", "mac"), ("active_today", "true"),
            ("has_cody_enabled", "false"), ("tos_accepted", "false"), ("received_at", "2023-04-02 10:11:12"),
            ("body", String(decoding: request.body, as: UTF8.self)), ("decoder_version", "1"), ("search_usage", nil),
            ("new_code_intel_usage", nil), ("cody_usage", nil), ("dependency_versions", nil),
        ]
        #expect(try await stored(expected.map(\.0), after: request) == expected.map(\.1))
    }

    @Test func `a full ping keeps its blocks and reshapes three of them`() async throws {
        let body = """
            {"site":"7c1f3a52","LicenseKey":"key","externalURL":"https://sourcegraph.acme.test","deployType":"docker-compose",
             "version":"5.3.2","auth":["builtin","saml",""],"extsvcs":["GITHUB","GITLAB"],"accessRequestEnabled":true,
             "hasExtURL":true,"u":118,"act":{"DAUs":[{"UserCount":118}],"RMAUs":null},"codeIntelUsage":{},
             "growthStatistics":{},"savedSearches":null,"repositories":{"GitDirBytes":81234567890},
             "newCodeIntelUsage":{"StartOfWeek":"2024-03-10T00:00:00Z","WAUs":160,"PreciseWAUs":70,"SearchBasedWAUs":130,
                "CrossRepositoryWAUs":31,"PreciseCrossRepositoryWAUs":12,"SearchBasedCrossRepositoryWAUs":25,
                "EventSummaries":[{"Action":1,"Source":2,"LanguageID":"go","CrossRepository":false,"WAUs":44,"TotalActions":1900},
                    {"Action":9,"Source":0,"LanguageID":"c","CrossRepository":true,"WAUs":null,"TotalActions":1}],
                "NumRepositories":1204,"NumRepositoriesWithUploadRecords":88,"NumRepositoriesWithFreshUploadRecords":61,
                "NumRepositoriesWithIndexRecords":40,"NumRepositoriesWithFreshIndexRecords":30,
                "NumRepositoriesWithAutoIndexConfigurationRecords":5,
                "CountsByLanguage":{"scip-java":{"NumRepositoriesWithUploadRecords":2},"lsif-go":{"NumRepositoriesWithUploadRecords":60,
                    "NumRepositoriesWithFreshUploadRecords":44,"NumRepositoriesWithIndexRecords":40,"NumRepositoriesWithFreshIndexRecords":30}},
                "SettingsPageViewCount":6,"UsersWithRefPanelRedesignEnabled":0,
                "LanguageRequests":[{"LanguageID":"kotlin","NumRequests":2}],"InvestigationEvents":[{"Type":1,"WAUs":1,"Total":2}]},
             "searchUsage":{"Daily":[{"TotalUsers":90}],"Weekly":[],"Monthly":[{"TotalUsers":350},{"TotalUsers":1}]},
             "codyUsage":{"Daily":{"TotalCodyUsers":{"UserCount":30}},"Weekly":null},"initAdmin":"admin@acme.test",
             "tosAccepted":true,"totalUsers":520,"totalOrgs":7,"repos":true,"searched":true,"refs":true,"hasCodyEnabled":true}
            """
        let codeIntel = """
            {"start_time":"2024-03-10T00:00:00Z","waus":160,"precise_waus":70,"search_waus":130,"xrepo_waus":31,
             "precise_xrepo_waus":12,"search_xrepo_waus":25,"event_summaries":[
                {"action":"hover","source":"search","language_id":"go","cross_repository":false,"waus":44,"total_actions":1900},
                {"action":"","source":"","language_id":"c","cross_repository":true,"waus":null,"total_actions":1}],
             "num_repositories":1204,"num_repositories_with_upload_records":88,
             "num_repositories_without_upload_records":1116,"num_repositories_with_fresh_upload_records":61,
             "num_repositories_with_index_records":40,"num_repositories_with_fresh_index_records":30,
             "num_repositories_with_index_configuration_records":5,"counts_by_language":[
                {"language_id":"lsif-go","num_repositories_with_upload_records":60,
                 "num_repositories_with_fresh_upload_records":44,"num_repositories_with_index_records":40,
                 "num_repositories_with_fresh_index_records":30},
                {"language_id":"scip-java","num_repositories_with_upload_records":2,
                 "num_repositories_with_fresh_upload_records":null,"num_repositories_with_index_records":null,
                 "num_repositories_with_fresh_index_records":null}],
             "settings_page_view_count":6,"users_with_ref_panel_redesign_enabled":0,
             "language_requests":[{"language_id":"kotlin","num_requests":2}],
             "investigation_events":[{"type":"CodeIntelligenceIndexerSetupInvestigated","waus":1,"total":2}]}
            """
        let expected: [(String, String?)] = [
            ("remote_ip", "203.0.113.7:51234"), ("client_address", "203.0.113.7"), ("license_key", "key"),
            ("auth_providers", "builtin,saml"), ("ext_services", "GITHUB,GITLAB"), ("unique_users_today", "118"),
            ("total_user_accounts", "520"), ("total_orgs", "7"), ("tos_accepted", "true"), ("has_update", "true"),
            ("site_activity", #"{"DAUs":[{"UserCount":118}],"RMAUs":null}"#), ("growth_statistics", "{}"),
            ("saved_searches", nil), ("repositories", #"{"GitDirBytes":81234567890}"#),
            ("new_code_intel_usage", try JSONValue.parse(codeIntel).text),
            ("search_usage", #"{"Daily":{"TotalUsers":90},"Weekly":null,"Monthly":{"TotalUsers":350}}"#),
            ("cody_usage", #"{"Daily":{"TotalCodyUsers":{"UserCount":30}},"Weekly":null,"Monthly":null}"#),
            ("body", body),
        ]
        #expect(try await stored(expected.map(\.0), after: post(body, to: "/updates")) == expected.map(\.1))
    }

    @Test func `the old code-intel shape becomes six summaries, and an empty block stays empty`() async throws {
        let old = """
            {"site":"s","version":"3.20.0","searchUsage":{},"codyUsage":{},"codeIntelUsage":{"Weekly":[{"StartTime":"2020-01-05T00:00:00Z",
                "Hover":{"LSIF":{"UsersCount":1,"EventsCount":2},"Search":{"UsersCount":3,"EventsCount":4}},
                "Definitions":{"LSIF":{"UsersCount":5,"EventsCount":6}}}]}}
            """
        func summary(_ action: String, _ source: String, _ users: String, _ events: String) -> String {
            #"{"action":"\#(action)","source":"\#(source)","language_id":"","cross_repository":false,"waus":\#(users),"total_actions":\#(events)}"#
        }
        let summaries = [
            summary("hover", "precise", "1", "2"), summary("hover", "search", "3", "4"),
            summary("definitions", "precise", "5", "6"), summary("definitions", "search", "null", "null"),
            summary("references", "precise", "null", "null"), summary("references", "search", "null", "null"),
        ]
        #expect(
            try await stored(["new_code_intel_usage", "search_usage", "cody_usage"], after: post(old, to: "/updates"))
                == [
                    #"{"start_time":"2020-01-05T00:00:00Z","event_summaries":[\#(summaries.joined(separator: ","))]}"#,
                    "{}", "{}",
                ])
    }

    @Test func `repositories without uploads follow from the other two`() async throws {
        let body =
            #"{"site":"s","version":"3.30.0","newCodeIntelUsage":{"NumRepositoriesWithUploadRecords":3,"numRepositoriesWithoutUploadRecords":4}}"#
        let block = try #require(try await stored(["new_code_intel_usage"], after: post(body, to: "/updates"))[0])
        let usage = try JSONValue.parse(block)
        #expect(usage["num_repositories"] == 7)
        #expect(usage["num_repositories_without_upload_records"] == 4)
    }

    @Test func `a query is a ping too`() async throws {
        let query =
            "site=0101-0101&deployType=server&version=3.12.6&auth=builtin,saml,&extsvcs=GITHUB&signup=true&hasExtURL=false&u=12&act=%7B%22DAUs%22%3A%5B%5D%7D&initAdmin=a%40b.test&totalUsers=30&repos=true&searched=1&refs=false"
        let expected: [(String, String?)] = [
            ("method", "GET"), ("remote_site_id", "0101-0101"), ("deploy_type", "server"),
            ("auth_providers", "builtin,saml"),
            ("ext_services", "GITHUB"), ("builtin_signup_allowed", "true"), ("has_external_url", "false"),
            ("unique_users_today", "12"), ("site_activity", #"{"DAUs":[]}"#), ("installer_email", "a@b.test"),
            ("total_user_accounts", "30"), ("has_repos", "true"), ("ever_searched", "true"),
            ("ever_find_refs", "false"),
            ("license_key", ""), ("body", query), ("has_update", "true"),
        ]
        #expect(try await stored(expected.map(\.0), after: get("/.api/updates", query)) == expected.map(\.1))
    }

    @Test func `a version that can't be compared is recorded without an update`() async throws {
        #expect(
            try await stored(
                ["remote_site_version", "has_update"], after: post(#"{"site":"s","version":"x"}"#, to: "/updates")) == [
                    "x", "false",
                ])
    }

    @Test func `forwarded addresses are kept whole, and the first of them apart`() async throws {
        var request = post(#"{"site":"s","version":"5.0.0"}"#, to: "/updates")
        request.headers["x-forwarded-for"] = "[2001:db8::1]:443, 10.0.0.1"
        #expect(
            try await stored(["remote_ip", "client_address"], after: request) == [
                "[2001:db8::1]:443, 10.0.0.1", "2001:db8::1",
            ])
    }
}
