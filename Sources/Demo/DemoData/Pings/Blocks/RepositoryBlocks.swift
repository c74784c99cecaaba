/// What is installed and how much code there is: sizes, code hosts and the versions of what the instance stands on.
struct RepositoryBlocks {
    let usage: UsageContext

    /// Sent even where telemetry is cut down to what is critical.
    func writeCritical(to body: inout TextBuffer) {
        let repositories = usage.repositories
        body.object("repositories") { sizes in
            sizes.member("GitDirBytes", repositories * Int(usage.noise(.sizes, 0, 20, 90)) * 1_000_000)
            sizes.member("NewLinesCount", repositories * 71_000)
            sizes.member("DefaultBranchNewLinesCount", repositories * 69_000)
            sizes.member("OtherBranchesNewLinesCount", repositories * 2_000)
        }
    }

    func write(to body: inout TextBuffer) {
        if usage.isAtLeast(5, 0) { histogram(&body) }
        body.key("codeHostVersions")
        body.text("[")
        for host in codeHosts {
            guard let running = version(of: host) else { continue }
            body.separate()
            body.object { version in
                version.member("external_service_kind", host)
                version.member("version", running)
            }
        }
        body.text("]")
        guard usage.isAtLeast(5, 0) else { return }
        body.object("ownUsage") { block in
            block.object("repos_count") { count in
                count.member("total", usage.repositories)
                count.member("with_ownership", usage.repositories / 5)
            }
            block.member("assigned_owners_count", usage.facts.accounts / 15)
        }
    }

    /// Some instances get a second code host in the course of the year.
    var codeHosts: [String] {
        let hosts = usage.instance.codeHosts
        guard usage.instance.index % 8 == 3, !hosts.contains("BITBUCKETCLOUD"),
            usage.day >= usage.instance.firstDay + 140 + usage.instance.index % 60
        else { return hosts }
        return hosts + ["BITBUCKETCLOUD"]
    }

    func writeDependencies(to body: inout TextBuffer) {
        // The database was upgraded on a day of the instance's own, with the container images.
        let upgrade = usage.instance.firstDay + 40 + usage.instance.index * 13 % 400
        body.object("dependencyVersions") { versions in
            versions.member("postgresVersion", usage.day >= upgrade && usage.isAtLeast(5, 1) ? "16.3" : "12.17")
            versions.member("redisCacheVersion", usage.isAtLeast(5, 4) ? "7.0.15" : "7.0.12")
            versions.member("redisStoreVersion", usage.isAtLeast(5, 4) ? "7.0.15" : "7.0.12")
        }
    }

    /// Hosts in the cloud have none.
    private func version(of host: String) -> String? {
        let step = min(3, max(0, (usage.day - usage.instance.firstDay + usage.instance.index * 7 % 100) / 120))
        switch host {
        case "GITHUB": return ["3.11.4", "3.12.2", "3.13.1", "3.14.0"][step]
        case "GITLAB": return ["16.8.1", "16.11.0", "17.2.4", "17.5.1"][step]
        case "BITBUCKETSERVER": return ["8.9.0", "8.9.2", "8.19.1", "9.2.0"][step]
        default: return nil
        }
    }

    private func histogram(_ body: inout TextBuffer) {
        let all = usage.repositories
        // Upper bounds in bytes with the part of the repositories below each; most have a megabyte to a gigabyte.
        let buckets: [(bound: Int?, share: Double)] = [
            (1_000, 0.002), (1_000_000, 0.36), (1_000_000_000, 0), (5_000_000_000, 0.015), (15_000_000_000, 0.004),
            (25_000_000_000, 0.001), (50_000_000_000, 0.0004), (100_000_000_000, 0.0001), (nil, 0),
        ]
        let counts = buckets.enumerated().map { usage.part(all, $1.share * usage.noise(.sizes, $0 + 1, 0.5, 1.5)) }
        let ordinary = max(0, all - counts.reduce(0, +))
        var lower = 0
        body.key("repository_size_histogram")
        body.text("[")
        for (place, bucket) in buckets.enumerated() {
            body.separate()
            body.object { entry in
                if let bound = bucket.bound { entry.member("lt", bound) }
                if lower > 0 { entry.member("gte", lower) }
                entry.member("count", place == 2 ? ordinary : counts[place])
            }
            lower = bucket.bound ?? lower
        }
        body.text("]")
    }
}
