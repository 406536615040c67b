/**
 * The distributor's credit rules as one would write them down: each level of R4 is decided by one of them,
 * and one can never win. README.md says which credit shows what.
 */
export const RULES_CSV = `rule_id,name,description,match,customer_percent,reseller_percent,first_period,last_period,customers,resellers,services,created_at,active,note
default,Everything else,,,60,20,,,,,except: AWSMarketplace,2025-06-01,yes,the general agreement
map-blue-kiln,"MAP, Blue Kiln",MAP 2.0 Credit,exact,80,10,,,only: blue-kiln,,,2025-06-15,yes,"older than the rule for all, wins by its customer"
map,MAP,map 2.0  credit,exact,50,50,,,,,,2025-07-01,yes,written in other letters and with two spaces: still exact
activate,Activate,activate,contains,100,0,,,,,,2025-07-02,yes,
activate-harbor,Activate at Harbor,activate,contains,70,30,,,,only: harbor,,2025-06-20,yes,wins by its reseller
poc,Proof of concept,PoC * Credit,wildcard,40,40,,,,,,2025-07-03,yes,
poc-all,"Proof of concept, all to the customer",PoC Sprint Credit,exact,100,0,,,,,,2025-11-01,no,switched off
open-source,Open source,^aws open[- ]source promotional credits?$,regex,100,0,,,,,,2025-07-04,yes,
data-transfer,Data transfer,,,30,30,,,,,only: AWSDataTransfer,2025-07-05,yes,wins by its service
quarry,Quarry agreement,,,65,25,,,,only: quarry,,2025-07-06,yes,a reseller ranks above a service
red-anvil,Red Anvil agreement,,,90,5,,,only: red-anvil,,,2025-07-07,yes,
migration-a,Migration incentive,Migration Incentive 2026,exact,50,10,,,,,,2025-09-01,yes,same day as the next: the later row wins
migration-b,"Migration incentive, as signed",Migration Incentive 2026,exact,55,15,,,,,,2025-09-01,yes,
immersion-old,Immersion day,Immersion Day Credit,exact,10,10,,,,,,2025-08-01,yes,
immersion-new,"Immersion day, from autumn",Immersion Day Credit,exact,50,25,,,,,,2025-10-01,yes,wins by its date
spring-push,Spring push,Spring Push Credit,exact,100,0,2026-02,2026-02,,,,2025-12-01,yes,February only
internal-old,"Internal use, first draft",internal use,contains,10,10,,,,,,2025-06-10,yes,can never win: see rules lint
internal,Internal use stays here,internal use,contains,0,0,,,,,,2025-07-08,yes,"a decision, not a missing rule"
training-old,Training,Training Credit,exact,20,5,,,,,,2025-09-01,yes,
training,"Training, but not for storage",Training Credit,exact,75,5,,,,,except: AmazonS3,2025-09-02,yes,
azure,Azure,azure,contains,45,15,,,except: amber-loom,,,2025-07-09,yes,except ranks as All
`;
