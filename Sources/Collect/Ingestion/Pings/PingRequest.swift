internal import JSON
internal import Landing

/// The payload of an update check, from a body or from a query.
///
/// Keys match whatever their case and unknown ones are ignored. A scalar of the wrong type makes the whole payload
/// unreadable, as it does for the reference server; statistics blocks may have any shape.
struct PingRequest {
    private(set) var texts: [PingText: String] = [:]
    private(set) var flags: Set<PingFlag> = []
    private(set) var numbers: [PingNumber: Int64] = [:]
    private(set) var blocks: [PingBlock: String] = [:]

    var site: String { texts[.siteID] ?? "" }
    var version: String { texts[.siteVersion] ?? "" }
    var deployType: String { texts[.deployType] ?? "" }

    /// Why a payload could not be read.
    struct Problem: Error {
        var reason: String
    }

    init(method: String, query: String?, body: [UInt8]) throws(Problem) {
        if method == "GET" {
            try self.init(query: query ?? "")
        } else {
            do {
                self = try withJSON(body) { try PingRequest($0) }
            } catch let problem as Problem {
                throw problem
            } catch {
                throw Problem(reason: "\(error)")
            }
        }
    }

    private init(_ view: JSONView) throws(Problem) {
        guard view.kind == .object || view.isNull else { throw Problem(reason: "The body is no object.") }
        var codeIntel: JSONView?
        var oldCodeIntel: JSONView?
        for (name, value) in view.members {
            let key = name.asciiLowercased
            if let text = Self.textKeys[key] {
                if !value.isNull { texts[text] = try Self.text(value, key) }
            } else if let flag = Self.flagKeys[key] {
                guard !value.isNull else { continue }
                guard let isSet = value.boolValue else { throw Problem(reason: "\(key) is no boolean.") }
                if isSet { flags.insert(flag) } else { flags.remove(flag) }
            } else if let number = Self.numberKeys[key] {
                guard !value.isNull else { continue }
                guard let count = value.intValue, Int32(exactly: count) != nil else {
                    throw Problem(reason: "\(key) is no 32-bit integer.")
                }
                numbers[number] = count
            } else if let list = Self.listKeys[key] {
                if !value.isNull { texts[list] = try Self.list(value, key) }
            } else if key == "totalorgs" {
                // The reference server doesn't know this one, so nothing in it can be wrong.
                if let count = value.intValue, Int32(exactly: count) != nil { numbers[.totalOrganisations] = count }
            } else if key == "codeintelusage" {
                oldCodeIntel = value
            } else if key == "newcodeintelusage" {
                codeIntel = value
            } else if let block = Self.blockKeys[key] {
                blocks[block] = Self.block(value, block)
            }
        }
        if let codeIntel, !codeIntel.isNull {
            blocks[.codeIntel] = CodeIntelUsage.stored(codeIntel)
        } else if let oldCodeIntel {
            blocks[.codeIntel] = CodeIntelUsage.stored(old: oldCodeIntel)
        }
    }

    /// Very old instances ask with a query. What can't be read in it counts as missing; only broken escapes are an error.
    private init(query: String) throws(Problem) {
        let fields = FormFields(query.utf8)
        guard !fields.isMalformed else { throw Problem(reason: "The query has a broken escape.") }
        for (name, text) in [
            ("site", PingText.siteID), ("version", .siteVersion), ("deployType", .deployType),
            ("initAdmin", .installerEmail),
        ] {
            texts[text] = Self.plain(fields.text(name))
        }
        for (name, text) in [("auth", PingText.authProviders), ("extsvcs", .externalServices)] {
            texts[text] = Self.plain(fields.text(name).split(separator: ",").joined(separator: ","))
        }
        for (name, flag) in [
            ("signup", PingFlag.signupAllowed), ("accessRequestEnabled", .accessRequestEnabled),
            ("hasExtURL", .hasExternalURL), ("tosAccepted", .termsAccepted), ("repos", .hasRepositories),
            ("searched", .everSearched), ("refs", .everFoundReferences),
        ] where Self.trueTexts.contains(fields.text(name)) {
            flags.insert(flag)
        }
        for (name, number) in [("u", PingNumber.uniqueUsersToday), ("totalUsers", .totalUserAccounts)] {
            numbers[number] = Int32(fields.text(name)).map(Int64.init) ?? 0
        }
        if let activity = fields.bytes("act"), let value = try? JSONValue.parse(activity), !value.isNull {
            blocks[.siteActivity] = value.text
        }
    }

    private static func block(_ value: JSONView, _ block: PingBlock) -> String? {
        guard !value.isNull else { return nil }
        switch block {
        case .search, .cody: return PeriodicUsage.stored(value)
        default: return String(decoding: value.serialized, as: UTF8.self)
        }
    }

    private static func text(_ value: JSONView, _ key: String) throws(Problem) -> String {
        guard let text = value.stringValue else { throw Problem(reason: "\(key) is no text.") }
        return plain(text)
    }

    private static func list(_ value: JSONView, _ key: String) throws(Problem) -> String {
        guard value.kind == .array else { throw Problem(reason: "\(key) is no list.") }
        var elements: [String] = []
        for element in value.elements where !element.isNull {
            let text = try text(element, key)
            if !text.isEmpty { elements.append(text) }
        }
        return elements.joined(separator: ",")
    }

    /// Not every engine can hold a NUL in text.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}

/// The wire's names in lower case.
extension PingRequest {
    fileprivate static let textKeys: [String: PingText] = [
        "site": .siteID, "version": .siteVersion, "deploytype": .deployType, "licensekey": .licenseKey,
        "externalurl": .externalURL, "os": .os, "initadmin": .installerEmail,
    ]
    fileprivate static let listKeys: [String: PingText] = ["auth": .authProviders, "extsvcs": .externalServices]
    fileprivate static let flagKeys: [String: PingFlag] = [
        "signup": .signupAllowed, "accessrequestenabled": .accessRequestEnabled, "hasexturl": .hasExternalURL,
        "tosaccepted": .termsAccepted, "repos": .hasRepositories, "searched": .everSearched,
        "refs": .everFoundReferences, "activetoday": .activeToday, "hascodyenabled": .hasCodyEnabled,
    ]
    fileprivate static let numberKeys: [String: PingNumber] = [
        "u": .uniqueUsersToday, "totalusers": .totalUserAccounts, "totalrepos": .totalRepositories,
    ]
    fileprivate static let blockKeys: [String: PingBlock] = [
        "act": .siteActivity, "dependencyversions": .dependencyVersions, "repositories": .repositories,
        "repository_size_histogram": .repositorySizeHistogram,
        "codeinsightscriticaltelemetry": .codeInsightsCritical, "batchchangesusage": .batchChanges,
        "growthstatistics": .growth, "savedsearches": .savedSearches, "homepagepanels": .homepagePanels,
        "searchonboarding": .searchOnboarding, "retentionstatistics": .retention, "searchusage": .search,
        "codyusage": .cody, "extensionsusage": .extensions, "codeinsightsusage": .codeInsights,
        "searchjobsusage": .searchJobs, "codemonitoringusage": .codeMonitoring, "notebooksusage": .notebooks,
        "codehostversions": .codeHostVersions, "codehostintegrationusage": .codeHostIntegration,
        "ideextensionsusage": .ideExtensions, "migratedextensionsusage": .migratedExtensions, "ownusage": .own,
        "codyproviders": .codyProviders, "repometadatausage": .repositoryMetadata,
    ]
    /// What Go's `strconv.ParseBool` takes for true.
    fileprivate static let trueTexts: Set<String> = ["1", "t", "T", "true", "TRUE", "True"]
}

extension JSONView {
    /// The value as JSON text.
    var serialized: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// The member of this name whatever its case, the last one where it is repeated.
    func member(_ name: String) -> JSONView? {
        if let exact = self[name] { return exact }
        let wanted = name.asciiLowercased
        var found: JSONView?
        for (key, value) in members where key.asciiLowercased == wanted { found = value }
        return found
    }

    var hasMembers: Bool { members.contains { _ in true } }
}
