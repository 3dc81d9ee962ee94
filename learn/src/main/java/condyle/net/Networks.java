package condyle.net;

import condyle.config.Registry;

/** All networks by name. To add one, write its file and one line here. */
public final class Networks {
    public static final Registry<Task, Network> ALL = Registry.<Task, Network>of("network")
            .add("attention-unet", LadderForm.TINY, AttentionUNet::of)
            .add("conditioned-implicit", ConditionedImplicit.Config.TINY, ConditionedImplicit::new)
            .add("deconvnet", DeconvNet.Config.TINY, DeconvNet::of)
            .add("deeplab-v3", DeepLabV3.Config.TINY, DeepLabV3::of)
            .add("deeplab-v3-plus", DeepLabV3Plus.Config.TINY, DeepLabV3Plus::of)
            .add("encoder-unet", EncoderUNet.Config.TINY, EncoderUNet::of)
            .add("fcn", Fcn.Config.TINY, Fcn::of)
            .add("imperial", ImperialNet.Config.TINY, ImperialNet::of)
            .add("imperial-relative", ImperialRelative.Config.TINY, ImperialRelative::new)
            .add("imperial-slice", ImperialSlice.Config.TINY, ImperialSlice::new)
            .add("imperial-vnet", ImperialVNet.Config.TINY, ImperialVNet::new)
            .add("mednext", MedNeXt.Config.TINY, MedNeXt::of)
            .add("multires-unet", MultiResUNet.Config.TINY, MultiResUNet::of)
            .add("pspnet", PspNet.Config.TINY, PspNet::of)
            .add("r2-attention-unet", LadderForm.TINY, R2AttentionUNet::of)
            .add("r2-unet", LadderForm.TINY, R2UNet::of)
            .add("residual-unet", ResidualUNet.Config.TINY, ResidualUNet::of)
            .add("segnet", SegNet.Config.TINY, SegNet::of)
            .add("tiramisu", Tiramisu.Config.TINY, Tiramisu::of)
            .add("unet", UNet.Config.TINY, UNet::of)
            .add("unet-plus-plus", UNetPlusPlus.TINY, UNetPlusPlus::of)
            .add("vnet", VNet.Config.TINY, VNet::of);

    private Networks() {}
}
