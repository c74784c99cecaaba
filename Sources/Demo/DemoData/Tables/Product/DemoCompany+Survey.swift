extension DemoCompany {
    /// Answers to the question in the product, with what people wrote.
    var surveyTables: [DemoTable] {
        [
            DemoTable(
                "survey_response",
                [
                    "id BIGINT", "site_id VARCHAR", "user_id VARCHAR", "email VARCHAR", "score INTEGER",
                    "reason VARCHAR", "better VARCHAR", "other_use_cases VARCHAR", "created_at TIMESTAMP",
                    "_synced_at TIMESTAMP",
                ],
                rows: business.survey.answers.map { answer in
                    [
                        .int(answer.id), .text(answer.namesSite ? plan.instances[answer.instance].siteID : nil),
                        .text(answer.userID), .text(answer.email), .int(answer.score), .text(answer.reason),
                        .text(answer.better), .text(answer.otherUse), .timestamp(second: answer.second),
                        sync.next(after: answer.receivedSecond),
                    ]
                })
        ]
    }

    /// What customers said about where and how they run the product.
    var environmentTables: [DemoTable] {
        let questions: [(question: String, answers: [String])] = [
            ("Where does the product run?", ["AWS", "Google Cloud", "Azure", "Own data centre"]),
            ("How many engineers do you have?", ["Under 100", "100 to 500", "501 to 2 000", "Over 2 000"]),
            (
                "Which code host is the main one?",
                ["GitHub Enterprise", "GitLab", "Bitbucket Server", "Gerrit", "Perforce"]
            ),
            ("May the instance reach the internet?", ["Yes", "Through a proxy", "No"]),
        ]
        var rows: [[DemoValue]] = []
        for (place, account) in plan.accounts.enumerated() where account.kind == .customer && place % 5 != 2 {
            var random = Random(seed: settings.seed, .environment, place)
            let contact = business.contacts.byAccount[place]?.first.map { business.contacts.contacts[$0].email }
            let first = max(account.firstContractDay ?? settings.firstDay, settings.firstDay) + random.below(40)
            for day in [first, first + 180] where day <= settings.endDay && (day == first || random.chance(0.4)) {
                for question in questions where random.chance(0.9) {
                    rows.append([
                        .text(account.id), .text(question.question), .text(random.pick(question.answers)),
                        .timestamp(day: day, hour: 14), .text(contact), sync.daily,
                    ])
                }
            }
        }
        return [
            DemoTable(
                "environment_answer",
                [
                    "account_id VARCHAR", "question VARCHAR", "answer VARCHAR", "answered_at TIMESTAMP",
                    "answered_by VARCHAR", "_synced_at TIMESTAMP",
                ], rows: rows)
        ]
    }

    /// What a provider of company data knows of our accounts; it finds most of them, some with little confidence.
    var enrichmentTables: [DemoTable] {
        var rows: [[DemoValue]] = []
        for (place, account) in plan.accounts.enumerated() {
            var random = Random(seed: settings.seed, .enrichment, place)
            guard random.chance(0.86) else { continue }
            let employees = account.employees * random.between(85, 120) / 100
            rows.append([
                .text(account.domain), .text(account.name), .int(employees),
                .int(employees * random.between(10, 35) / 100), .text(account.industry),
                .double(Double(random.between(55, 99)) / 100),
                .timestamp(day: settings.endDay - random.below(90), hour: 4), sync.daily,
            ])
        }
        return [
            DemoTable(
                "enrichment_company",
                [
                    "domain VARCHAR", "name VARCHAR", "employees INTEGER", "engineers INTEGER", "industry VARCHAR",
                    "match_confidence DOUBLE", "enriched_at TIMESTAMP", "_synced_at TIMESTAMP",
                ], rows: rows)
        ]
    }
}
