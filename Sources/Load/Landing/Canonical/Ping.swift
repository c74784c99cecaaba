/// One update check of an instance: a row of `raw.pings`.
///
/// What was not sent is as the reference server stores it: text empty, numbers 0, flags false. The exception are the
/// statistics blocks, where absent and empty differ: an absent block is missing here, and one that the instance could
/// not compute is `{}`, which means unknown.
package struct Ping: Sendable {
    package var method: String
    /// The whole `X-Forwarded-For` header, or the peer with its port.
    package var remoteIP: String
    /// The first address of `remoteIP`, without port.
    package var clientAddress: String
    package var hasUpdate: Bool
    package var texts: [PingText: String] = [:]
    package var flags: Set<PingFlag> = []
    package var numbers: [PingNumber: Int64] = [:]
    /// Each block as the text of a JSON value, under its stored name and in its stored shape.
    package var blocks: [PingBlock: String] = [:]
    /// The request's body, or its query for a GET.
    package var body: String
    /// The version of the decoder that made the other columns out of `body`.
    package var decoderVersion: Int32

    package init(
        method: String, remoteIP: String, clientAddress: String, hasUpdate: Bool, body: String, decoderVersion: Int32
    ) {
        self.method = method
        self.remoteIP = remoteIP
        self.clientAddress = clientAddress
        self.hasUpdate = hasUpdate
        self.body = body
        self.decoderVersion = decoderVersion
    }
}

/// Text columns of `raw.pings`. The raw value is the column's name.
package enum PingText: String, CaseIterable, Sendable {
    case siteID = "remote_site_id"
    case siteVersion = "remote_site_version"
    case deployType = "deploy_type"
    case licenseKey = "license_key"
    case externalURL = "external_url"
    case os
    case authProviders = "auth_providers"
    case externalServices = "ext_services"
    case installerEmail = "installer_email"
}

/// Boolean columns of `raw.pings`. The raw value is the column's name.
package enum PingFlag: String, CaseIterable, Sendable {
    case signupAllowed = "builtin_signup_allowed"
    case accessRequestEnabled = "access_request_enabled"
    case hasExternalURL = "has_external_url"
    case termsAccepted = "tos_accepted"
    case hasRepositories = "has_repos"
    case everSearched = "ever_searched"
    case everFoundReferences = "ever_find_refs"
    case activeToday = "active_today"
    case hasCodyEnabled = "has_cody_enabled"
}

/// Integer columns of `raw.pings`. The raw value is the column's name.
package enum PingNumber: String, CaseIterable, Sendable {
    case uniqueUsersToday = "unique_users_today"
    case totalUserAccounts = "total_user_accounts"
    case totalOrganisations = "total_orgs"
    case totalRepositories = "total_repos"
}

/// JSON columns of `raw.pings`. The raw value is the column's name.
package enum PingBlock: String, CaseIterable, Sendable {
    case siteActivity = "site_activity"
    case dependencyVersions = "dependency_versions"
    case repositories
    case repositorySizeHistogram = "repository_size_histogram"
    case codeInsightsCritical = "code_insights_critical_telemetry"
    case batchChanges = "batch_changes_usage"
    case growth = "growth_statistics"
    case savedSearches = "saved_searches"
    case homepagePanels = "homepage_panels"
    case searchOnboarding = "search_onboarding"
    case retention = "retention_statistics"
    case codeIntel = "new_code_intel_usage"
    case search = "search_usage"
    case cody = "cody_usage"
    case extensions = "extensions_usage"
    case codeInsights = "code_insights_usage"
    case searchJobs = "search_jobs_usage"
    case codeMonitoring = "code_monitoring_usage"
    case notebooks = "notebooks_usage"
    case codeHostVersions = "code_host_versions"
    case codeHostIntegration = "code_host_integration_usage"
    case ideExtensions = "ide_extensions_usage"
    case migratedExtensions = "migrated_extensions_usage"
    case own = "own_usage"
    case codyProviders = "cody_providers"
    case repositoryMetadata = "repo_metadata_usage"
}
