extension DemoCompany {
    /// Extracts of the public instance's database. Names of repositories stay there: only their number leaves.
    var productionTables: [DemoTable] {
        [productionOrganizations, productionMembers, productionInvitations, productionServices, productionRepositories]
    }

    /// A moment in the working hours of a day; the same for the same thing.
    private func moment(_ day: Int, _ salt: Int) -> Int {
        var random = Random(seed: settings.seed, .organizations, 1_000_000 + salt)
        return day * 86_400 + 30_000 + random.below(36_000)
    }

    private var productionOrganizations: DemoTable {
        DemoTable(
            "production_organization",
            [
                "id INTEGER", "name VARCHAR", "display_name VARCHAR", "created_at TIMESTAMP", "deleted_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ],
            rows: organizations.map { organization in
                [
                    .int(organization.id), .text(organization.name), .text(organization.displayName),
                    .timestamp(day: organization.createdDay, hour: 8),
                    .timestamp(day: organization.deletedDay, hour: 18), sync.hourly,
                ]
            })
    }

    private var productionMembers: DemoTable {
        var rows: [[DemoValue]] = []
        for organization in organizations {
            for member in organization.members {
                rows.append([
                    .int(20_001 + rows.count), .int(organization.id), .text(member.userID),
                    .text(member.isAdministrator ? "admin" : "member"),
                    .timestamp(second: moment(member.joinedDay, rows.count)), sync.hourly,
                ])
            }
        }
        return DemoTable(
            "production_organization_member",
            [
                "id INTEGER", "organization_id INTEGER", "user_id VARCHAR", "role VARCHAR", "created_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ], rows: rows)
    }

    private var productionInvitations: DemoTable {
        var rows: [[DemoValue]] = []
        for organization in organizations {
            for invitation in organization.invitations {
                rows.append([
                    .int(30_001 + rows.count), .int(organization.id), .text(invitation.userID),
                    .text(invitation.email), .timestamp(day: invitation.sentDay, hour: 8),
                    .timestamp(day: invitation.outcome == .revoked ? nil : invitation.respondedDay, hour: 20),
                    .bool(
                        invitation.outcome == .accepted ? true : invitation.outcome == .declined ? false : nil),
                    .timestamp(day: invitation.outcome == .revoked ? invitation.respondedDay : nil, hour: 20),
                    sync.hourly,
                ])
            }
        }
        return DemoTable(
            "production_organization_invitation",
            [
                "id INTEGER", "organization_id INTEGER", "recipient_user_id VARCHAR", "recipient_email VARCHAR",
                "created_at TIMESTAMP", "responded_at TIMESTAMP", "is_accepted BOOLEAN", "revoked_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ], rows: rows)
    }

    private func serviceID(_ organization: PlannedOrganization, _ place: Int) -> Int { organization.id * 10 + place }

    private var productionServices: DemoTable {
        DemoTable(
            "production_external_service",
            [
                "id INTEGER", "organization_id INTEGER", "kind VARCHAR", "created_at TIMESTAMP",
                "deleted_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: organizations.flatMap { organization in
                organization.codeHosts.enumerated().map { place, host in
                    [
                        .int(serviceID(organization, place)), .int(organization.id), .text(host.kind),
                        .timestamp(second: moment(host.connectedDay, organization.id * 10 + place)),
                        .timestamp(day: host.removedDay, hour: 18), sync.hourly,
                    ]
                }
            })
    }

    private var productionRepositories: DemoTable {
        var rows: [[DemoValue]] = []
        for organization in organizations {
            for repository in organization.repositories {
                let host = organization.codeHosts[repository.codeHost]
                rows.append([
                    .int(40_001 + rows.count), .int(serviceID(organization, repository.codeHost)),
                    .bool(repository.isPrivate), .timestamp(day: repository.addedDay, hour: 21),
                    .timestamp(day: host.removedDay, hour: 18), sync.hourly,
                ])
            }
        }
        return DemoTable(
            "production_repository",
            [
                "id INTEGER", "external_service_id INTEGER", "is_private BOOLEAN", "created_at TIMESTAMP",
                "deleted_at TIMESTAMP", "_synced_at TIMESTAMP",
            ], rows: rows)
    }

    /// Weekly figures of managed instances from the monitoring, which keeps ninety days.
    var monitoringTables: [DemoTable] {
        var rows: [[DemoValue]] = []
        for instance in plan.instances where instance.hosting == .managed && instance.environment == .production {
            var random = Random(seed: settings.seed, .monitoring, instance.index)
            let last = CivilDate.weekStart(settings.endDay) - 7
            for week in stride(from: last - 11 * 7, through: last, by: 7) where week >= instance.firstDay {
                let isBad = random.chance(0.06)
                let values: [(metric: String, value: Double)] = [
                    ("uptime_share", isBad ? random.between(0.95, 0.992) : random.between(0.9985, 1)),
                    ("error_share", isBad ? random.between(0.01, 0.05) : random.between(0.0002, 0.004)),
                    ("latency_p90_ms", random.between(180, 620) * (isBad ? 3 : 1)),
                    ("critical_alerts", Double(isBad ? random.between(2, 9) : random.below(2))),
                ]
                for (metric, value) in values {
                    rows.append([
                        .text(instance.siteID), .date(week), .text(metric), .double(value),
                        .timestamp(day: week + 7, hour: 2),
                    ])
                }
            }
        }
        return [
            DemoTable(
                "monitoring_week",
                ["site_id VARCHAR", "week DATE", "metric VARCHAR", "value DOUBLE", "_synced_at TIMESTAMP"], rows: rows)
        ]
    }
}
