/** What the best 20 % of customers were found to bring, by those who measured it. */
export const measuredTopShares = [
	{
		id: 'packagedGoods',
		share: 0.73,
		label: '22類日用品',
		source: 'Kim、Singh與Winer（2017），Marketing Letters 28',
	},
	{
		id: 'publicFirms',
		share: 0.67,
		label: '339家上市公司',
		source: 'McCarthy與Winer（2019），Marketing Letters 30',
	},
	{
		id: 'withoutSubscription',
		share: 0.68,
		label: '其中非訂閱制的公司',
		source: 'McCarthy與Winer（2019），Marketing Letters 30',
	},
	{
		id: 'subscription',
		share: 0.59,
		label: '其中訂閱制的公司',
		source: 'McCarthy與Winer（2019），Marketing Letters 30',
	},
	{
		id: 'sixtyTwenty',
		share: 0.6,
		label: '品牌的客戶（約略）',
		source: 'Sharp、Romaniuk與Graham（2019），Ehrenberg-Bass Institute',
	},
] as const;
